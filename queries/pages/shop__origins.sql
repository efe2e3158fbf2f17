-- The cities where a shop's parcels start, most parcels first.
-- Grain: one row per adcode
SELECT
    adcode,
    name_zh,
    name_en,
    latitude,
    longitude,
    parcels,
    parcels_of_shop
FROM shop_origins
WHERE shop_id = $shop_id
ORDER BY place
