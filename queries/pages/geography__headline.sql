-- What the map is drawn from: parcels in the window, how many of them suspects', how many could be placed, and when.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read, else the parcels.
-- Grain: one row
WITH seen AS (
    SELECT
        shop_id,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        count(*) AS parcels,
        count(*) FILTER (WHERE origin_basis = 'nearest') AS guessed_parcels,
        min(seen_at) AS first_seen_at,
        max(seen_at) AS last_seen_at
    FROM parcel_places
    WHERE NOT $whole AND seen_at >= $since AND seen_at < $until AND ($province = '' OR origin_province_key = $province)
    GROUP BY shop_id, origin_key
),

judged AS (
    SELECT
        shop_id, suspect,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        parcels, undated_parcels, guessed_parcels, first_seen_at, last_seen_at
    FROM map_starts
    WHERE $whole AND ($province = '' OR origin_province_key = $province)
    UNION ALL
    SELECT
        seen.shop_id, coalesce(shop_scores.suspect, false) AS suspect, seen.origin_key, seen.parcels,
        0 AS undated_parcels, seen.guessed_parcels, seen.first_seen_at, seen.last_seen_at
    FROM seen
    LEFT JOIN shop_scores ON shop_scores.shop_id = seen.shop_id
),

by_origin AS (
    SELECT
        origin_key,
        CAST(coalesce(sum(parcels) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_parcels,
        CAST(sum(parcels) AS BIGINT) AS parcels
    FROM judged
    WHERE origin_key IS NOT NULL
    GROUP BY origin_key
),

tops AS (
    SELECT
        count(*) AS regions,
        arg_max(origin_key, (suspect_parcels, parcels, origin_key)) AS top_suspect_key,
        max(suspect_parcels) AS top_suspect_parcels,
        arg_max(origin_key, (parcels, origin_key)) AS top_key,
        max(parcels) AS top_parcels
    FROM by_origin
),

whole AS (
    SELECT
        CAST(coalesce(sum(parcels), 0) AS BIGINT) AS parcels,
        CAST(coalesce(sum(parcels) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_parcels,
        count(DISTINCT shop_id) AS shops,
        count(DISTINCT shop_id) FILTER (WHERE suspect) AS suspect_shops,
        CAST(coalesce(sum(parcels) FILTER (WHERE origin_key IS NULL), 0) AS BIGINT) AS unplaced_parcels,
        CAST(coalesce(sum(undated_parcels), 0) AS BIGINT) AS undated_parcels,
        CAST(coalesce(sum(guessed_parcels), 0) AS BIGINT) AS guessed_parcels,
        min(first_seen_at) AS first_seen_at,
        max(last_seen_at) AS last_seen_at
    FROM judged
)

SELECT whole.*, tops.*
FROM whole
CROSS JOIN tops
