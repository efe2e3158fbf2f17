-- How many parcels and units of each shop start in each province and, under the key '', anywhere; and how far half of
-- them go at most. Distances do not add up: they are counted once, in the scan.
-- Grain: one row per shop_id, start_key
-- Falls apart by: shop_id (parcel_places)
SELECT
    shop_id,
    '' AS start_key,
    count(*) AS parcels,
    CAST(sum(units) AS BIGINT) AS units,
    round(median(distance_km), 1) AS median_distance_km
FROM parcel_places
WHERE shop_id IS NOT NULL
GROUP BY shop_id
UNION ALL
SELECT
    shop_id,
    origin_province_key AS start_key,
    count(*) AS parcels,
    CAST(sum(units) AS BIGINT) AS units,
    round(median(distance_km), 1) AS median_distance_km
FROM parcel_places
WHERE shop_id IS NOT NULL AND origin_province_key IS NOT NULL
GROUP BY shop_id, origin_province_key
ORDER BY shop_id, start_key
