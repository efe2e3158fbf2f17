-- Order lines in force: sound rows, of each id the latest observation.
-- Orders of listings that are not (or no longer) delivered stay: delisted goods are evidence.
-- Grain: one row per order_line_id
WITH delivered AS (
    SELECT
        order_line_id, order_id, listing_id, shop_id, buyer_account_id, quantity, unit_price,
        ordered_at, currency, status, observed_at, source_file, source_row
    FROM raw.orders
    ANTI JOIN bad_orders USING (source_file, source_row)
    ANTI JOIN superseded_orders USING (source_file, source_row)
)

SELECT
    coalesce(nullif(delivered.order_line_id, ''), delivered.order_id) AS order_line_id,
    delivered.order_id,
    delivered.listing_id,
    delivered.shop_id,
    delivered.buyer_account_id,
    delivered.quantity,
    delivered.unit_price,
    delivered.ordered_at,
    coalesce(nullif(upper(trim(delivered.currency)), ''), 'CNY') AS currency,
    nullif(lower(trim(delivered.status)), '') AS status,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row,
    listings.listing_id IS NOT NULL AS is_listing_known
FROM delivered
LEFT JOIN listings ON delivered.listing_id = listings.listing_id
ORDER BY delivered.shop_id, delivered.ordered_at, order_line_id
