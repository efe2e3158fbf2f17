-- From which region to which: the busiest flows of the parcels in question, regions by level, each with the whole flow.
-- Parcels that stay inside one region are counted with the region, not drawn as a flow. $cleared: no suspects.
-- $whole: the window is the whole time, undated parcels too; then, with no place picked, counts of the scan are read
-- for all shops, and parcels alone of a picked shop or place of registration, or, to be taken off, of cleared shops.
-- Grain: one row per origin_key and destination_key
WITH asked AS (
    SELECT shop_id FROM shop_scores
    WHERE ($everyone OR suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id))
        AND ($shop = '' OR shop_id = $shop)
        AND ($registered = '' OR shop_id IN (
            SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
        ))
),

kept AS (
    SELECT
        shop_id, units,
        CASE $level WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
            ELSE origin_district_key END AS origin_key,
        CASE $level WHEN 'province' THEN destination_province_key WHEN 'city' THEN destination_city_key
            ELSE destination_district_key END AS destination_key,
        CASE WHEN $whole AND $origin = '' AND $destination = '' AND $cell = '' AND $shop = '' AND $registered = ''
            THEN -1 ELSE 1 END AS sign
    FROM parcel_places
    WHERE
        (
            NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '' AND $shop = '' AND $registered = '')
            OR NOT $everyone AND list_contains(CAST($cleared AS VARCHAR[]), shop_id)
        )
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
        AND (NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '') OR $shop = '' OR shop_id = $shop)
),

judged AS (
    SELECT kept.*, asked.shop_id IS NOT NULL OR sign < 0 OR $everyone AND $shop = '' AND $registered = '' AS is_asked
    FROM kept
    LEFT JOIN asked ON asked.shop_id = kept.shop_id
    WHERE origin_key <> destination_key
),

counted AS (
    SELECT
        origin_key, destination_key, parcels AS all_parcels,
        CASE WHEN $shop = '' AND $registered = '' AND (suspect OR $everyone) THEN parcels END AS parcels,
        CASE WHEN $shop = '' AND $registered = '' AND (suspect OR $everyone) THEN units END AS units
    FROM map_flows
    WHERE $whole AND $origin = '' AND $destination = '' AND $cell = '' AND level = $level
        AND ($province = '' OR province_key = $province)
    UNION ALL
    SELECT
        origin_key, destination_key,
        CASE WHEN NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '') THEN count(*) END AS all_parcels,
        sum(sign) FILTER (WHERE is_asked) AS parcels, sum(sign * units) FILTER (WHERE is_asked) AS units
    FROM judged GROUP BY origin_key, destination_key
),

flows AS (
    SELECT
        origin_key, destination_key, CAST(sum(parcels) AS BIGINT) AS parcels,
        CAST(sum(all_parcels) AS BIGINT) AS all_parcels, CAST(sum(units) AS BIGINT) AS units,
        count(*) OVER () AS flows, CAST(sum(sum(parcels)) OVER () AS BIGINT) AS flowing_parcels
    FROM counted GROUP BY origin_key, destination_key HAVING sum(parcels) > 0
)

SELECT flows.origin_key, flows.destination_key, flows.parcels, flows.all_parcels, flows.units, flows.flows,
    flows.flowing_parcels, origins.name_zh AS origin_zh, origins.name_en AS origin_en,
    origins.latitude AS origin_latitude, origins.longitude AS origin_longitude, ends.name_zh AS destination_zh,
    ends.name_en AS destination_en, ends.latitude AS destination_latitude, ends.longitude AS destination_longitude
FROM flows
JOIN map_regions AS origins ON origins.region_key = flows.origin_key
JOIN map_regions AS ends ON ends.region_key = flows.destination_key
WHERE origins.latitude IS NOT NULL AND ends.latitude IS NOT NULL
ORDER BY flows.parcels DESC, flows.all_parcels DESC, flows.origin_key, flows.destination_key
LIMIT $most
