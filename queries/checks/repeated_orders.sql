-- Order lines whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Where a line has no id of its own, its order's id is one.
-- Grain: one row per source_file, source_row
-- Key: order_line_id
WITH repeated_ids AS (
    SELECT coalesce(nullif(order_line_id, ''), order_id) AS order_line_id
    FROM raw.orders
    GROUP BY coalesce(nullif(order_line_id, ''), order_id)
    HAVING count(*) > 1
),

delivered AS (
    SELECT
        coalesce(nullif(order_line_id, ''), order_id) AS order_line_id, order_id, listing_id, shop_id,
        buyer_account_id, quantity, unit_price, ordered_at, currency, status, observed_at, source_file,
        source_row
    FROM raw.orders
)

SELECT
    delivered.order_line_id, delivered.order_id, delivered.listing_id, delivered.shop_id,
    delivered.buyer_account_id, delivered.quantity, delivered.unit_price, delivered.ordered_at,
    delivered.currency, delivered.status, delivered.observed_at, delivered.source_file,
    delivered.source_row
FROM delivered
SEMI JOIN repeated_ids USING (order_line_id)
