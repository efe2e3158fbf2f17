-- What the map is drawn from: parcels in the window, how many of them suspects', how many could be placed, and when.
-- Grain: one row
WITH kept AS (
    SELECT
        parcel_places.*,
        coalesce(shop_scores.suspect, false) AS suspect,
        CASE $level
            WHEN 'province' THEN origin_province_key
            WHEN 'city' THEN origin_city_key
            ELSE origin_district_key
        END AS origin_key
    FROM parcel_places
    LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
),

by_origin AS (
    SELECT origin_key, count(*) FILTER (WHERE suspect) AS suspect_parcels, count(*) AS parcels
    FROM kept
    WHERE origin_key IS NOT NULL
    GROUP BY origin_key
)

SELECT
    count(*) AS parcels,
    count(*) FILTER (WHERE suspect) AS suspect_parcels,
    count(DISTINCT shop_id) AS shops,
    count(DISTINCT shop_id) FILTER (WHERE suspect) AS suspect_shops,
    count(*) FILTER (WHERE origin_key IS NULL) AS unplaced_parcels,
    count(*) FILTER (WHERE seen_at IS NULL) AS undated_parcels,
    count(*) FILTER (WHERE origin_basis = 'nearest') AS guessed_parcels,
    min(seen_at) AS first_seen_at,
    max(seen_at) AS last_seen_at,
    (SELECT count(*) FROM by_origin) AS regions,
    (SELECT arg_max(origin_key, (suspect_parcels, parcels, origin_key)) FROM by_origin) AS top_suspect_key,
    (SELECT max(suspect_parcels) FROM by_origin) AS top_suspect_parcels,
    (SELECT arg_max(origin_key, (parcels, origin_key)) FROM by_origin) AS top_key,
    (SELECT max(parcels) FROM by_origin) AS top_parcels
FROM kept
