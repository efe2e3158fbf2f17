-- Order lines that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, quantity_not_positive, price_not_positive, unknown_shop, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        order_id, listing_id, shop_id, buyer_account_id, quantity, unit_price, ordered_at, source_file,
        source_row
    FROM raw.orders
),

versions AS (
    SELECT DISTINCT
        order_line_id, order_id, listing_id, shop_id, buyer_account_id, quantity, unit_price,
        ordered_at, currency, status, observed_at
    FROM repeated_orders
),

contradictions AS (
    SELECT order_line_id, observed_at
    FROM versions
    GROUP BY order_line_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_orders AS repeated
    JOIN contradictions
        ON
            repeated.order_line_id = contradictions.order_line_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.order_id, '') = ''
                OR coalesce(delivered.listing_id, '') = ''
                OR coalesce(delivered.shop_id, '') = ''
                OR coalesce(delivered.buyer_account_id, '') = ''
                THEN 'null_id'
            WHEN delivered.quantity IS NULL
                OR delivered.unit_price IS NULL
                OR delivered.ordered_at IS NULL
                THEN 'missing_value'
            WHEN delivered.quantity <= 0 THEN 'quantity_not_positive'
            WHEN delivered.unit_price <= 0 THEN 'price_not_positive'
            WHEN shops.shop_id IS NULL THEN 'unknown_shop'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN shops ON delivered.shop_id = shops.shop_id
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
