-- A shop's listings beside their reference prices, the lowest against its reference first: all, one, or those sold by one
-- order, to one buyer, in some weeks, from one place of dispatch.
-- Grain: one row per listing_id
WITH sold AS (
    SELECT DISTINCT listing_id
    FROM orders
    WHERE
        shop_id = $shop_id
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
)

SELECT
    listing_id,
    title,
    brand,
    category,
    product,
    price,
    reference_price,
    price_ratio,
    currency,
    price_basis,
    price_use,
    innocent_reading,
    span_low,
    span_high,
    units,
    orders,
    amount
FROM listing_scores
WHERE
    shop_id = $shop_id
    AND ($listing = '' OR listing_id = $listing)
    AND (
        ($order = '' AND $buyer = '' AND $start = '' AND CAST($since AS TIMESTAMP) IS NULL)
        OR listing_id IN (SELECT listing_id FROM sold)
    )
ORDER BY price_ratio NULLS LAST, amount DESC, listing_id
