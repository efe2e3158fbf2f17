-- From which region to which: the busiest flows of the parcels in question, regions by level, each with the whole flow.
-- Parcels that stay inside one region are counted with the region, not drawn as a flow.
-- $whole: the window is the whole time, undated parcels too; then, with no place picked, counts of the scan are read
-- for all shops, and parcels of a picked shop or place of registration alone.
-- Grain: one row per origin_key and destination_key
WITH registered_there AS (
    SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
),

kept AS (
    SELECT
        shop_id, units,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        CASE $level
            WHEN 'province' THEN destination_province_key
            WHEN 'city' THEN destination_city_key
            ELSE destination_district_key
        END AS destination_key,
        ($shop = '' OR shop_id = $shop)
        AND ($registered = '' OR shop_id IN (SELECT shop_id FROM registered_there)) AS is_picked
    FROM parcel_places
    WHERE
        NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '' AND $shop = '' AND $registered = '')
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
        AND (NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '') OR $shop = '' OR shop_id = $shop)
),

counted AS (
    SELECT
        origin_key, destination_key, parcels AS all_parcels,
        CASE WHEN $shop = '' AND $registered = '' AND (suspect OR $everyone) THEN parcels END AS parcels,
        CASE WHEN $shop = '' AND $registered = '' AND (suspect OR $everyone) THEN units END AS units
    FROM map_flows
    WHERE
        $whole AND $origin = '' AND $destination = '' AND $cell = ''
        AND level = $level AND ($province = '' OR province_key = $province)
    UNION ALL
    SELECT
        kept.origin_key, kept.destination_key,
        CASE WHEN NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '') THEN count(*) END AS all_parcels,
        nullif(count(*) FILTER (WHERE is_picked AND (coalesce(suspect, false) OR $everyone)), 0) AS parcels,
        sum(kept.units) FILTER (WHERE is_picked AND (coalesce(suspect, false) OR $everyone)) AS units
    FROM kept
    LEFT JOIN shop_scores ON shop_scores.shop_id = kept.shop_id
    WHERE kept.origin_key <> kept.destination_key
    GROUP BY kept.origin_key, kept.destination_key
),

flows AS (
    SELECT
        origin_key, destination_key,
        CAST(sum(parcels) AS BIGINT) AS parcels,
        CAST(sum(all_parcels) AS BIGINT) AS all_parcels,
        CAST(sum(units) AS BIGINT) AS units,
        count(*) OVER () AS flows,
        CAST(sum(sum(parcels)) OVER () AS BIGINT) AS flowing_parcels
    FROM counted
    GROUP BY origin_key, destination_key
    HAVING count(parcels) > 0
)

SELECT
    flows.origin_key, flows.destination_key, flows.parcels, flows.all_parcels, flows.units,
    flows.flows, flows.flowing_parcels, origins.name_zh AS origin_zh, origins.name_en AS origin_en,
    origins.latitude AS origin_latitude, origins.longitude AS origin_longitude,
    destinations.name_zh AS destination_zh, destinations.name_en AS destination_en,
    destinations.latitude AS destination_latitude, destinations.longitude AS destination_longitude
FROM flows
JOIN map_regions AS origins ON origins.region_key = flows.origin_key
JOIN map_regions AS destinations ON destinations.region_key = flows.destination_key
WHERE origins.latitude IS NOT NULL AND destinations.latitude IS NOT NULL
ORDER BY flows.parcels DESC, flows.all_parcels DESC, flows.origin_key, flows.destination_key
LIMIT $most
