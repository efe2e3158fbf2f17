-- What the map is drawn from: parcels in the window, how many of them suspects', how many could be placed, and when.
-- Grain: one row
WITH kept AS (
    SELECT
        shop_id,
        CASE $level
            WHEN 'province' THEN origin_province_key
            WHEN 'city' THEN origin_city_key
            ELSE origin_district_key
        END AS origin_key,
        origin_basis,
        seen_at
    FROM parcel_places
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
),

-- By shop first: what is asked of shops is then asked of few rows.
by_shop AS (
    SELECT
        shop_id,
        origin_key,
        count(*) AS parcels,
        count(*) FILTER (WHERE seen_at IS NULL) AS undated_parcels,
        count(*) FILTER (WHERE origin_basis = 'nearest') AS guessed_parcels,
        min(seen_at) AS first_seen_at,
        max(seen_at) AS last_seen_at
    FROM kept
    GROUP BY shop_id, origin_key
),

judged AS (
    SELECT by_shop.*, coalesce(shop_scores.suspect, false) AS suspect
    FROM by_shop
    LEFT JOIN shop_scores ON shop_scores.shop_id = by_shop.shop_id
),

by_origin AS (
    SELECT
        origin_key,
        CAST(coalesce(sum(parcels) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_parcels,
        CAST(sum(parcels) AS BIGINT) AS parcels
    FROM judged
    WHERE origin_key IS NOT NULL
    GROUP BY origin_key
)

SELECT
    CAST(coalesce(sum(parcels), 0) AS BIGINT) AS parcels,
    CAST(coalesce(sum(parcels) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_parcels,
    count(DISTINCT shop_id) AS shops,
    count(DISTINCT shop_id) FILTER (WHERE suspect) AS suspect_shops,
    CAST(coalesce(sum(parcels) FILTER (WHERE origin_key IS NULL), 0) AS BIGINT) AS unplaced_parcels,
    CAST(coalesce(sum(undated_parcels), 0) AS BIGINT) AS undated_parcels,
    CAST(coalesce(sum(guessed_parcels), 0) AS BIGINT) AS guessed_parcels,
    min(first_seen_at) AS first_seen_at,
    max(last_seen_at) AS last_seen_at,
    (SELECT count(*) FROM by_origin) AS regions,
    (SELECT arg_max(origin_key, (suspect_parcels, parcels, origin_key)) FROM by_origin) AS top_suspect_key,
    (SELECT max(suspect_parcels) FROM by_origin) AS top_suspect_parcels,
    (SELECT arg_max(origin_key, (parcels, origin_key)) FROM by_origin) AS top_key,
    (SELECT max(parcels) FROM by_origin) AS top_parcels
FROM judged
