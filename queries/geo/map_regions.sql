-- What the map calls a region and where it puts it: every place by its code and, where parcels are known by
-- coordinates alone, the large hexagon, named after the region that most shops registered there write.
-- Grain: one row per region_key
WITH nameless AS (
    SELECT origin_province_key AS region_key, origin_latitude AS latitude, origin_longitude AS longitude
    FROM parcel_places
    WHERE origin_adcode IS NULL AND origin_latitude IS NOT NULL
    UNION ALL
    SELECT destination_province_key AS region_key, destination_latitude AS latitude, destination_longitude AS longitude
    FROM parcel_places
    WHERE destination_adcode IS NULL AND destination_latitude IS NOT NULL
),

areas AS (
    SELECT region_key, round(median(latitude), 3) AS latitude, round(median(longitude), 3) AS longitude
    FROM nameless
    WHERE region_key IS NOT NULL
    GROUP BY region_key
),

area_names AS (
    SELECT cell_1 AS region_key, registered_region AS name
    FROM shop_places
    WHERE basis = 'same_address' AND adcode IS NULL AND cell_1 IS NOT NULL
    GROUP BY cell_1, registered_region
    QUALIFY row_number() OVER (PARTITION BY cell_1 ORDER BY count(*) DESC, registered_region) = 1
)

SELECT
    places.adcode AS region_key,
    places.level,
    places.name_zh_short AS name_zh,
    places.name_en,
    provinces.name_zh_short AS province_zh,
    provinces.name_en AS province_en,
    places.latitude,
    places.longitude
FROM places
LEFT JOIN places AS provinces ON provinces.adcode = places.province_adcode AND provinces.adcode <> places.adcode
UNION ALL
SELECT
    areas.region_key,
    'area' AS level,
    coalesce(area_names.name, printf('%.2f, %.2f', areas.latitude, areas.longitude)) AS name_zh,
    coalesce(area_names.name, printf('%.2f, %.2f', areas.latitude, areas.longitude)) AS name_en,
    NULL AS province_zh,
    NULL AS province_en,
    areas.latitude,
    areas.longitude
FROM areas
LEFT JOIN area_names ON area_names.region_key = areas.region_key
ORDER BY region_key
