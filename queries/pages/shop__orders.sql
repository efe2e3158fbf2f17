-- A shop's order lines, the latest first: all, or of one listing, one order, one buyer, some weeks, one
-- place of dispatch.
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
WHERE
    shop_id = $shop_id
    AND ($listing = '' OR listing_id = $listing)
    AND ($order = '' OR order_id = $order)
    AND ($buyer = '' OR buyer_account_id = $buyer)
    AND (
        $start = ''
        OR order_id IN (
            SELECT order_id FROM parcel_places
            WHERE shop_id = $shop_id AND $start IN (origin_adcode, origin_city_key, origin_province_key)
        )
    )
    AND (CAST($since AS TIMESTAMP) IS NULL OR ordered_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR ordered_at < $until)
ORDER BY ordered_at DESC, order_id, order_line_id, source_file, source_row
LIMIT $most
