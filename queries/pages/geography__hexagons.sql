-- Where parcels start, as hexagons: the parcels in question beside all that start there.
-- $whole: the window is the whole time, undated parcels too; then, if no end was picked, the scan's counts are read
-- (by shop if anything was).
-- A picked shop or place of registration: only the hexagons where parcels of theirs start. $cleared: no suspects.
-- Grain: one row per cell
WITH asked AS (
    SELECT shop_id FROM shop_scores
    WHERE NOT ($everyone AND $shop = '' AND $registered = '')
        AND ($everyone OR suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id))
        AND ($shop = '' OR shop_id = $shop)
        AND ($registered = '' OR shop_id IN (
            SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
        ))
),

by_shop AS (
    SELECT
        shop_id, origin_city_key,
        CASE $size WHEN 1 THEN origin_cell_1 WHEN 2 THEN origin_cell_2 ELSE origin_cell_3 END AS cell,
        count(*) AS parcels
    FROM parcel_places
    WHERE NOT ($whole AND $destination = '')
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id, origin_city_key, cell
    UNION ALL
    SELECT
        shop_id, origin_city_key,
        CASE $size WHEN 1 THEN origin_cell_1 WHEN 2 THEN origin_cell_2 ELSE origin_cell_3 END AS cell, parcels
    FROM map_starts
    WHERE $whole AND $destination = '' AND $origin || $cell || $shop || $registered <> ''
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
),

judged AS (
    SELECT by_shop.*, NULL AS shops,
        asked.shop_id IS NOT NULL OR $everyone AND $shop = '' AND $registered = '' AS is_asked
    FROM by_shop LEFT JOIN asked ON asked.shop_id = by_shop.shop_id
    WHERE cell IS NOT NULL
    UNION ALL
    SELECT NULL, city_key, place_key, parcels, shops,
        $everyone OR suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    FROM map_origins
    WHERE $whole AND level = 'cell_' || $size AND start_key = $province AND place_key <> ''
        AND $origin || $destination || $cell || $shop || $registered = ''
),

-- A hexagon has the name of the city where most of its parcels start; of two the one whose key comes first.
named AS (
    SELECT cell, origin_city_key
    FROM judged WHERE origin_city_key IS NOT NULL
    GROUP BY cell, origin_city_key
    QUALIFY row_number() OVER (PARTITION BY cell ORDER BY sum(parcels) DESC, origin_city_key) = 1
),

cells AS (
    SELECT
        cell,
        CAST(coalesce(sum(parcels) FILTER (WHERE is_asked), 0) AS BIGINT) AS parcels,
        CAST(sum(parcels) AS BIGINT) AS all_parcels,
        CAST(coalesce(sum(shops) FILTER (WHERE is_asked), count(DISTINCT shop_id) FILTER (WHERE is_asked)) AS BIGINT)
            AS shops,
        CAST(coalesce(sum(shops), count(DISTINCT shop_id)) AS BIGINT) AS all_shops
    FROM judged
    GROUP BY cell
    HAVING ($shop = '' AND $registered = '') OR count(*) FILTER (WHERE is_asked) > 0
)

SELECT cells.cell, cells.parcels, cells.all_parcels, cells.shops, cells.all_shops, map_regions.name_zh,
    map_regions.name_en
FROM cells LEFT JOIN named ON named.cell = cells.cell
LEFT JOIN map_regions ON map_regions.region_key = named.origin_city_key
ORDER BY cells.parcels DESC, cells.all_parcels DESC, cells.cell
LIMIT $most
