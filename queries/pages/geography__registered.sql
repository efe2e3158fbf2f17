-- Where the sellers of these parcels are registered, by region of the chosen level.
-- $whole: the window is the whole time, undated parcels too; then, if no end was picked, the scan's counts are read.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per region_key
WITH known AS (
    -- Where nobody else is asked for, suspects stand apart with where they are.
    SELECT shop_id, adcode, city_adcode, province_adcode, cell_1
    FROM map_suspects
    WHERE NOT $everyone AND start_key = '' AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    UNION ALL
    SELECT shop_id, adcode, city_adcode, province_adcode, cell_1 FROM shop_places WHERE $everyone
),

asked AS (
    SELECT * FROM parcel_places WHERE $everyone
    UNION ALL
    SELECT * FROM suspect_parcels WHERE NOT $everyone
),

sellers AS (
    SELECT shop_id, sum(parcels) AS parcels
    FROM map_starts
    WHERE
        $whole AND $destination = ''
        AND (suspect OR $everyone)
        AND ($province = '' OR origin_province_key = $province)
        AND ($shop = '' OR shop_id = $shop)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id
    UNION ALL
    SELECT shop_id, count(*) AS parcels
    FROM asked
    WHERE
        NOT ($whole AND $destination = '')
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($shop = '' OR shop_id = $shop)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id
),

registered AS (
    SELECT
        sellers.shop_id,
        sellers.parcels,
        coalesce(
            CASE $level
                WHEN 'province' THEN known.province_adcode
                WHEN 'city' THEN coalesce(known.city_adcode, known.province_adcode)
            END,
            known.adcode,
            known.cell_1
        ) AS region_key
    FROM sellers
    JOIN known ON known.shop_id = sellers.shop_id
    WHERE $registered = '' OR $registered IN (known.adcode, known.city_adcode, known.province_adcode, known.cell_1)
)

SELECT
    registered.region_key,
    map_regions.name_zh,
    map_regions.name_en,
    map_regions.latitude,
    map_regions.longitude,
    count(*) AS shops,
    CAST(sum(registered.parcels) AS BIGINT) AS parcels
FROM registered
JOIN map_regions ON map_regions.region_key = registered.region_key
WHERE map_regions.latitude IS NOT NULL
GROUP BY registered.region_key, map_regions.name_zh, map_regions.name_en, map_regions.latitude, map_regions.longitude
ORDER BY shops DESC, parcels DESC, registered.region_key
