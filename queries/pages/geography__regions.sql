-- Regions ranked by the parcels in question that start (or end) there, with units and all parcels there beside them.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read: of starts unless an end
-- was picked, of ends unless anything was.
-- Grain: one row per region_key
WITH registered_there AS (
    SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
),

-- By shop first: what is asked of shops is then asked of few rows.
by_shop AS (
    SELECT
        shop_id,
        CASE $level || CASE WHEN $ends THEN ' end' ELSE '' END
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
            WHEN 'district' THEN origin_district_key
            WHEN 'province end' THEN destination_province_key WHEN 'city end' THEN destination_city_key
            ELSE destination_district_key
        END AS region_key,
        count(*) AS parcels,
        sum(units) AS units
    FROM parcel_places
    WHERE
        NOT ($whole AND $destination = ''
            AND (NOT $ends OR $origin = '' AND $cell = '' AND $shop = '' AND $registered = ''))
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id, region_key
    UNION ALL
    SELECT
        shop_id,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS region_key,
        parcels, units
    FROM map_starts
    WHERE
        $whole AND NOT $ends AND $destination = '' AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
),

counted AS (
    SELECT
        region_key, parcels, units, by_shop.shop_id, NULL AS shops,
        (coalesce(suspect, false) OR $everyone) AND ($shop = '' OR by_shop.shop_id = $shop)
        AND ($registered = '' OR by_shop.shop_id IN (SELECT shop_id FROM registered_there)) AS is_asked
    FROM by_shop
    LEFT JOIN shop_scores ON shop_scores.shop_id = by_shop.shop_id
    UNION ALL
    SELECT region_key, parcels, units, NULL AS shop_id, shops, suspect OR $everyone AS is_asked
    FROM map_ends
    WHERE
        $whole AND $ends AND level = $level AND start_key = $province
        AND $origin = '' AND $destination = '' AND $cell = '' AND $shop = '' AND $registered = ''
)

SELECT
    counted.region_key, map_regions.name_zh, map_regions.name_en, map_regions.province_zh, map_regions.province_en,
    CAST(sum(parcels) FILTER (WHERE is_asked) AS BIGINT) AS parcels,
    CAST(sum(units) FILTER (WHERE is_asked) AS BIGINT) AS units,
    CAST(sum(parcels) AS BIGINT) AS all_parcels,
    sum(parcels) FILTER (WHERE is_asked) / CAST(sum(parcels) AS DOUBLE) AS share_of_region,
    sum(parcels) FILTER (WHERE is_asked) / CAST(sum(sum(parcels) FILTER (WHERE is_asked)) OVER () AS DOUBLE)
        AS share_of_total,
    CAST(coalesce(sum(shops) FILTER (WHERE is_asked), count(DISTINCT shop_id) FILTER (WHERE is_asked)) AS BIGINT)
        AS shops,
    map_regions.latitude, map_regions.longitude
FROM counted
LEFT JOIN map_regions ON map_regions.region_key = counted.region_key
WHERE counted.region_key IS NOT NULL
GROUP BY ALL
HAVING count(*) FILTER (WHERE is_asked) > 0
ORDER BY sum(parcels) FILTER (WHERE is_asked) DESC, sum(parcels) DESC, counted.region_key
