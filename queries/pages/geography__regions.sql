-- Regions ranked by the parcels in question that start (or end) there, with units and all parcels there beside them.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read, else the parcels.
-- Grain: one row per region_key
WITH kept AS (
    SELECT
        shop_id,
        units,
        CASE WHEN $ends THEN
            CASE $level
                WHEN 'province' THEN destination_province_key
                WHEN 'city' THEN destination_city_key
                ELSE destination_district_key
            END
        ELSE
            CASE $level
                WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
            END
        END AS region_key
    FROM parcel_places
    WHERE NOT $whole AND seen_at >= $since AND seen_at < $until AND ($province = '' OR origin_province_key = $province)
),

-- By shop first: what is asked of shops is then asked of few rows.
seen AS (
    SELECT shop_id, region_key, count(*) AS parcels, sum(units) AS units
    FROM kept
    GROUP BY shop_id, region_key
),

starts AS (
    SELECT shop_id, suspect, parcels, units,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS region_key
    FROM map_starts
    WHERE $whole AND NOT $ends AND ($province = '' OR origin_province_key = $province)
    UNION ALL
    SELECT seen.shop_id, coalesce(shop_scores.suspect, false) AS suspect, seen.parcels, seen.units, seen.region_key
    FROM seen
    LEFT JOIN shop_scores ON shop_scores.shop_id = seen.shop_id
),

counted AS (
    SELECT region_key, suspect, sum(parcels) AS parcels, sum(units) AS units, count(DISTINCT shop_id) AS shops
    FROM starts
    GROUP BY region_key, suspect
    UNION ALL
    SELECT region_key, suspect, parcels, units, shops
    FROM map_ends
    WHERE $whole AND $ends AND level = $level AND start_key = $province
),

ranked AS (
    SELECT
        region_key,
        CAST(sum(parcels) FILTER (WHERE suspect OR $everyone) AS BIGINT) AS parcels,
        CAST(sum(units) FILTER (WHERE suspect OR $everyone) AS BIGINT) AS units,
        CAST(sum(parcels) AS BIGINT) AS all_parcels,
        CAST(sum(shops) FILTER (WHERE suspect OR $everyone) AS BIGINT) AS shops
    FROM counted
    WHERE region_key IS NOT NULL
    GROUP BY region_key
    HAVING count(*) FILTER (WHERE suspect OR $everyone) > 0
)

SELECT
    ranked.region_key, map_regions.name_zh, map_regions.name_en, map_regions.province_zh, map_regions.province_en,
    ranked.parcels, ranked.units, ranked.all_parcels,
    ranked.parcels / CAST(ranked.all_parcels AS DOUBLE) AS share_of_region,
    ranked.parcels / CAST(sum(ranked.parcels) OVER () AS DOUBLE) AS share_of_total,
    ranked.shops, map_regions.latitude, map_regions.longitude
FROM ranked
LEFT JOIN map_regions ON map_regions.region_key = ranked.region_key
ORDER BY ranked.parcels DESC, ranked.all_parcels DESC, ranked.region_key
