-- Where a shop says it is, against where its parcels really start: the share that starts over 200 km away (or, where
-- coordinates are missing, in another province), and how many shops use that far place. A source town weighs nothing.
-- Grain: one row per shop_id
-- Falls apart by: shop_id (parcel_places)
-- Innocent reason: third-party warehouses, drop-shipping, a registration kept at the owner's home town.
-- Off without: shipments with an origin, and registered places.
WITH shop_places AS (
    SELECT * FROM shop_places
),

parcel_places AS (
    SELECT * FROM parcel_places WHERE origin_adcode IS NOT NULL OR origin_latitude IS NOT NULL
),

placed AS (
    SELECT
        parcel_places.shop_id,
        parcel_places.origin_city_adcode,
        CASE
            WHEN shop_places.latitude IS NOT NULL AND parcel_places.origin_latitude IS NOT NULL
                THEN 6371.0 * 2 * asin(sqrt(least(1.0,
                    pow(sin(radians(parcel_places.origin_latitude - shop_places.latitude) / 2), 2)
                    + cos(radians(shop_places.latitude)) * cos(radians(parcel_places.origin_latitude))
                    * pow(sin(radians(parcel_places.origin_longitude - shop_places.longitude) / 2), 2)
                )))
        END AS distance_km,
        shop_places.province_adcode <> parcel_places.origin_province_adcode AS is_other_province
    FROM parcel_places
    JOIN shop_places ON shop_places.shop_id = parcel_places.shop_id
),

judged AS (
    SELECT
        shop_id,
        origin_city_adcode,
        distance_km,
        coalesce(distance_km > 200, is_other_province) AS is_far
    FROM placed
    WHERE distance_km IS NOT NULL OR is_other_province IS NOT NULL
)

SELECT
    shop_id,
    count(*) AS parcels,
    count(*) FILTER (WHERE is_far) AS far_parcels,
    median(distance_km) FILTER (WHERE is_far) AS far_distance_km
FROM judged
GROUP BY shop_id
ORDER BY shop_id
