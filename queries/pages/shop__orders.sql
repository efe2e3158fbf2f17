-- A shop's order lines, the latest first.
-- Grain: one row per order line
SELECT
    order_id,
    order_line_id,
    listing_id,
    ordered_at,
    quantity,
    unit_price,
    currency,
    status,
    buyer_account_id
FROM orders
WHERE shop_id = $shop_id
ORDER BY ordered_at DESC, order_id, order_line_id, source_file, source_row
LIMIT $most
