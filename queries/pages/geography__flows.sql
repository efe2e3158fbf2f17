-- From which region to which: the busiest flows of the parcels in question, regions by level, each with the whole flow.
-- Parcels that stay inside one region are counted with the region, not drawn as a flow.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read, else the parcels.
-- Grain: one row per origin_key and destination_key
WITH kept AS (
    SELECT
        shop_id,
        units,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        CASE $level
            WHEN 'province' THEN destination_province_key
            WHEN 'city' THEN destination_city_key
            ELSE destination_district_key
        END AS destination_key
    FROM parcel_places
    WHERE NOT $whole AND seen_at >= $since AND seen_at < $until AND ($province = '' OR origin_province_key = $province)
),

counted AS (
    SELECT origin_key, destination_key, suspect, parcels, units
    FROM map_flows
    WHERE $whole AND level = $level AND ($province = '' OR province_key = $province)
    UNION ALL
    SELECT
        kept.origin_key,
        kept.destination_key,
        coalesce(shop_scores.suspect, false) AS suspect,
        count(*) AS parcels,
        sum(kept.units) AS units
    FROM kept
    LEFT JOIN shop_scores ON shop_scores.shop_id = kept.shop_id
    WHERE kept.origin_key <> kept.destination_key
    GROUP BY kept.origin_key, kept.destination_key, coalesce(shop_scores.suspect, false)
),

flows AS (
    SELECT
        origin_key,
        destination_key,
        CAST(sum(parcels) FILTER (WHERE suspect OR $everyone) AS BIGINT) AS parcels,
        CAST(sum(parcels) AS BIGINT) AS all_parcels,
        CAST(sum(units) FILTER (WHERE suspect OR $everyone) AS BIGINT) AS units,
        count(*) OVER () AS flows,
        CAST(sum(sum(parcels) FILTER (WHERE suspect OR $everyone)) OVER () AS BIGINT) AS flowing_parcels
    FROM counted
    GROUP BY origin_key, destination_key
    HAVING count(*) FILTER (WHERE suspect OR $everyone) > 0
)

SELECT
    flows.origin_key, flows.destination_key, flows.parcels, flows.all_parcels, flows.units,
    origins.name_zh AS origin_zh, origins.name_en AS origin_en,
    origins.latitude AS origin_latitude, origins.longitude AS origin_longitude,
    destinations.name_zh AS destination_zh, destinations.name_en AS destination_en,
    destinations.latitude AS destination_latitude, destinations.longitude AS destination_longitude,
    flows.flows, flows.flowing_parcels
FROM flows
JOIN map_regions AS origins ON origins.region_key = flows.origin_key
JOIN map_regions AS destinations ON destinations.region_key = flows.destination_key
WHERE origins.latitude IS NOT NULL AND destinations.latitude IS NOT NULL
ORDER BY flows.parcels DESC, flows.all_parcels DESC, flows.origin_key, flows.destination_key
LIMIT $most
