-- What the map is drawn from: parcels in the window, how many of them suspects', how many could be placed, and when.
-- $whole: the window is the whole time, undated parcels too; then, if no end was picked, the scan's counts are read
-- (by shop if anything was).
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row
WITH registered_there AS (
    SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
),

suspects AS (
    SELECT shop_id, list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS is_cleared FROM shop_scores WHERE suspect
),

seen AS (
    SELECT
        shop_id,
        CASE $level WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
            ELSE origin_district_key END AS origin_key,
        count(*) AS parcels,
        count(*) FILTER (WHERE seen_at IS NULL) AS undated_parcels,
        count(*) FILTER (WHERE origin_basis = 'nearest') AS guessed_parcels,
        min(seen_at) AS first_seen_at, max(seen_at) AS last_seen_at
    FROM parcel_places
    WHERE NOT ($whole AND $destination = '')
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($shop = '' OR shop_id = $shop)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    GROUP BY shop_id, origin_key
),

by_shop AS (
    SELECT
        shop_id,
        CASE $level WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
            ELSE origin_district_key END AS origin_key,
        parcels, undated_parcels, guessed_parcels, first_seen_at, last_seen_at, 0 AS others
    FROM map_starts
    WHERE $whole AND $destination = '' AND $origin || $cell || $shop || $registered <> ''
        AND ($province = '' OR origin_province_key = $province)
        AND ($shop = '' OR shop_id = $shop)
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
    UNION ALL
    SELECT *, 0 AS others FROM seen
    UNION ALL
    -- Shops that are not suspect stand together in one row of a place; how many they are, the row of all places says.
    SELECT
        nullif(shop_id, ''), nullif(place_key, ''), CASE WHEN level = $level THEN parcels END,
        CASE WHEN level = $level THEN undated_parcels END, CASE WHEN level = $level THEN guessed_parcels END,
        first_seen_at, last_seen_at, CASE WHEN level = 'all' AND shop_id = '' THEN shops END
    FROM map_origins
    WHERE $whole AND level IN ($level, 'all') AND start_key = $province
        AND $origin || $destination || $cell || $shop || $registered = ''
),

judged AS (
    SELECT
        by_shop.*,
        coalesce(NOT suspects.is_cleared, false) AS suspect,
        suspects.is_cleared
    FROM by_shop
    LEFT JOIN suspects ON suspects.shop_id = by_shop.shop_id
    WHERE $registered = '' OR by_shop.shop_id IN (SELECT shop_id FROM registered_there)
)

SELECT
    CAST(coalesce(sum(parcels), 0) AS BIGINT) AS parcels,
    CAST(coalesce(sum(parcels) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_parcels,
    CAST(count(DISTINCT shop_id) + coalesce(sum(others), 0) AS BIGINT) AS shops,
    count(DISTINCT shop_id) FILTER (WHERE suspect) AS suspect_shops,
    count(DISTINCT shop_id) FILTER (WHERE is_cleared) AS cleared_shops,
    CAST(coalesce(sum(parcels) FILTER (WHERE origin_key IS NULL), 0) AS BIGINT) AS unplaced_parcels,
    CAST(coalesce(sum(undated_parcels), 0) AS BIGINT) AS undated_parcels,
    CAST(coalesce(sum(guessed_parcels), 0) AS BIGINT) AS guessed_parcels,
    min(first_seen_at) AS first_seen_at, max(last_seen_at) AS last_seen_at
FROM judged
