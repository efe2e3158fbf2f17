-- Regions ranked by the parcels in question that start (or end) there, with units and all parcels there beside them.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read: of starts unless an end
-- was picked (by shop if anything was), of ends unless anything was, less those of shops that were cleared ($cleared).
-- Grain: one row per region_key
WITH asked AS (
    SELECT shop_id FROM shop_scores
    WHERE ($everyone OR suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id))
        AND ($shop = '' OR shop_id = $shop)
        AND ($registered = '' OR shop_id IN (
            SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
        ))
),

-- By shop first: what is asked of shops is then asked of few rows.
by_shop AS (
    SELECT
        shop_id, CASE $level || CASE WHEN $ends THEN ' end' ELSE '' END
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
            WHEN 'district' THEN origin_district_key WHEN 'province end' THEN destination_province_key
            WHEN 'city end' THEN destination_city_key ELSE destination_district_key
        END AS region_key, count(*) AS parcels, sum(units) AS units,
        -- Of the ends that the scan counted, parcels of cleared shops alone are read: to be taken off.
        CASE WHEN $whole AND $ends AND $origin || $destination || $cell || $shop || $registered = '' THEN -1 ELSE 1 END
            AS sign
    FROM parcel_places
    WHERE
        (
            NOT ($whole AND $destination = '' AND (NOT $ends OR $origin || $cell || $shop || $registered = ''))
            OR $ends AND NOT $everyone AND list_contains(CAST($cleared AS VARCHAR[]), shop_id)
        )
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id, region_key
    UNION ALL
    SELECT shop_id, CASE $level WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
        ELSE origin_district_key END, parcels, units, 1
    FROM map_starts
    WHERE $whole AND NOT $ends AND $destination = ''
        AND $origin || $cell || $shop || $registered <> '' AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
),

counted AS (
    SELECT region_key, sign * parcels AS parcels, sign * units AS units,
        CASE WHEN sign > 0 THEN parcels END AS all_parcels,
        CASE WHEN sign > 0 THEN by_shop.shop_id END AS shop_id, CASE WHEN sign < 0 THEN -1 END AS shops,
        asked.shop_id IS NOT NULL OR sign < 0 OR $everyone AND $shop = '' AND $registered = '' AS is_asked
    FROM by_shop LEFT JOIN asked ON asked.shop_id = by_shop.shop_id
    UNION ALL
    SELECT region_key, parcels, units, parcels AS all_parcels, NULL AS shop_id, shops, suspect OR $everyone AS is_asked
    FROM map_ends
    WHERE $whole AND $ends AND level = $level AND start_key = $province
        AND $origin || $destination || $cell || $shop || $registered = ''
    UNION ALL
    SELECT place_key, parcels, units, parcels, NULL, shops,
        $everyone OR suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    FROM map_origins
    WHERE $whole AND NOT $ends AND level = $level AND start_key = $province AND place_key <> ''
        AND $origin || $destination || $cell || $shop || $registered = ''
)

SELECT
    counted.region_key, map_regions.name_zh, map_regions.name_en, map_regions.province_zh, map_regions.province_en,
    CAST(sum(parcels) FILTER (WHERE is_asked) AS BIGINT) AS parcels,
    CAST(sum(units) FILTER (WHERE is_asked) AS BIGINT) AS units, CAST(sum(all_parcels) AS BIGINT) AS all_parcels,
    sum(parcels) FILTER (WHERE is_asked) / CAST(sum(all_parcels) AS DOUBLE) AS share_of_region,
    sum(parcels) FILTER (WHERE is_asked) / CAST(sum(sum(parcels) FILTER (WHERE is_asked)) OVER () AS DOUBLE)
        AS share_of_total,
    CAST(coalesce(sum(shops) FILTER (WHERE is_asked), count(DISTINCT shop_id) FILTER (WHERE is_asked)) AS BIGINT)
        AS shops,
    map_regions.latitude, map_regions.longitude
FROM counted LEFT JOIN map_regions ON map_regions.region_key = counted.region_key
WHERE counted.region_key IS NOT NULL GROUP BY ALL
HAVING sum(parcels) FILTER (WHERE is_asked) > 0
ORDER BY sum(parcels) FILTER (WHERE is_asked) DESC, sum(all_parcels) DESC, counted.region_key
