-- The cities where a shop's parcels start, most parcels first: of all, or of one listing, one order, one buyer, some weeks.
-- Grain: one row per adcode
WITH bought AS (
    SELECT order_id
    FROM orders
    WHERE
        shop_id = $shop_id
        AND ($listing = '' OR listing_id = $listing)
        AND ($buyer = '' OR buyer_account_id = $buyer)
),

started AS (
    SELECT coalesce(origin_city_key, origin_province_key, '') AS adcode, count(*) AS parcels
    FROM parcel_places
    WHERE
        shop_id = $shop_id
        AND ($order = '' OR order_id = $order)
        AND (($listing = '' AND $buyer = '') OR order_id IN (SELECT order_id FROM bought))
        AND (CAST($since AS TIMESTAMP) IS NULL OR shipped_at >= $since)
        AND (CAST($until AS TIMESTAMP) IS NULL OR shipped_at < $until)
    GROUP BY coalesce(origin_city_key, origin_province_key, '')
)

SELECT
    shop_origins.adcode,
    shop_origins.name_zh,
    shop_origins.name_en,
    shop_origins.latitude,
    shop_origins.longitude,
    started.parcels,
    CAST(sum(started.parcels) OVER () AS BIGINT) AS parcels_of_shop
FROM shop_origins
JOIN started ON started.adcode = shop_origins.adcode
WHERE shop_origins.shop_id = $shop_id
ORDER BY shop_origins.place
