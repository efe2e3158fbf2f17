-- Where the sellers of these parcels are registered, by region of the chosen level.
-- $whole: the window is the whole time, undated parcels too; then, if no end was picked, the scan's counts are read.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per region_key
WITH suspects AS (
    SELECT shop_id FROM shop_scores WHERE suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
),

sellers AS (
    SELECT shop_id, sum(parcels) AS parcels
    FROM map_starts
    WHERE
        $whole AND $destination = ''
        AND ($province = '' OR origin_province_key = $province)
        AND ($shop = '' OR shop_id = $shop)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id
    UNION ALL
    SELECT shop_id, count(*) AS parcels
    FROM parcel_places
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
                WHEN 'province' THEN shop_places.province_adcode
                WHEN 'city' THEN coalesce(shop_places.city_adcode, shop_places.province_adcode)
            END,
            shop_places.adcode,
            shop_places.cell_1
        ) AS region_key
    FROM sellers
    JOIN shop_places ON shop_places.shop_id = sellers.shop_id
    LEFT JOIN suspects ON suspects.shop_id = sellers.shop_id
    WHERE
        (suspects.shop_id IS NOT NULL OR $everyone)
        AND (
            $registered = ''
            OR $registered IN (
                shop_places.adcode, shop_places.city_adcode, shop_places.province_adcode, shop_places.cell_1
            )
        )
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
