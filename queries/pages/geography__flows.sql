-- From which region to which: the busiest flows of the parcels in question, regions by level, each with the whole flow.
-- Parcels that stay inside one region are counted with the region, not drawn as a flow.
-- Grain: one row per origin_key and destination_key
WITH kept AS (
    SELECT
        coalesce(shop_scores.suspect, false) OR $everyone AS is_meant,
        parcel_places.units,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        CASE $level
            WHEN 'province' THEN destination_province_key
            WHEN 'city' THEN destination_city_key
            ELSE destination_district_key
        END AS destination_key
    FROM parcel_places
    LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
),

flows AS (
    SELECT
        origin_key,
        destination_key,
        count(*) FILTER (WHERE is_meant) AS parcels,
        count(*) AS all_parcels,
        CAST(sum(units) FILTER (WHERE is_meant) AS BIGINT) AS units
    FROM kept
    WHERE origin_key IS NOT NULL AND destination_key IS NOT NULL AND origin_key <> destination_key
    GROUP BY origin_key, destination_key
    HAVING count(*) FILTER (WHERE is_meant) > 0
)

SELECT
    flows.*,
    origins.name_zh AS origin_zh,
    origins.name_en AS origin_en,
    origins.latitude AS origin_latitude,
    origins.longitude AS origin_longitude,
    destinations.name_zh AS destination_zh,
    destinations.name_en AS destination_en,
    destinations.latitude AS destination_latitude,
    destinations.longitude AS destination_longitude,
    (SELECT count(*) FROM flows) AS flows,
    (SELECT CAST(sum(parcels) AS BIGINT) FROM flows) AS flowing_parcels
FROM flows
JOIN map_regions AS origins ON origins.region_key = flows.origin_key
JOIN map_regions AS destinations ON destinations.region_key = flows.destination_key
WHERE origins.latitude IS NOT NULL AND destinations.latitude IS NOT NULL
ORDER BY flows.parcels DESC, flows.all_parcels DESC, flows.origin_key, flows.destination_key
LIMIT $most
