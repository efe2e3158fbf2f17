-- Logins of a ring's people seen from each spot of the ring's shops: how many within 500 m, how many in its town, of
-- how many whose place is known. Town: the same city's code or within 20 km.
-- Grain: one row per ring_id, spot_id, account_id
-- Innocent reason: people live and work near honest warehouses too; a nominal owner logs in at home.
WITH ring_spots AS (
    SELECT DISTINCT
        site_starts.ring_id,
        spots.spot_id,
        spots.latitude,
        spots.longitude,
        coalesce(places.city_adcode, places.province_adcode, spots.adcode) AS city_adcode
    FROM site_starts
    JOIN spots ON spots.spot_id = site_starts.spot_id
    LEFT JOIN places ON places.adcode = spots.adcode
),

people AS (
    SELECT DISTINCT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
),

-- Many logins are one place: to a ten-thousandth of a degree, about ten metres.
placed AS (
    SELECT
        logins.account_id,
        round(CASE WHEN logins.longitude IS NOT NULL THEN logins.latitude END, 4) AS latitude,
        round(CASE WHEN logins.latitude IS NOT NULL THEN logins.longitude END, 4) AS longitude,
        coalesce(
            places.city_adcode, places.province_adcode, successors.city_adcode, cities.city_adcode, logins.adcode
        ) AS city_adcode,
        count(*) AS logins
    FROM logins
    SEMI JOIN people ON people.account_id = logins.account_id
    LEFT JOIN places ON places.adcode = logins.adcode
    -- A retired code means its successor, an unknown district the city that its first digits name.
    LEFT JOIN division_changes ON division_changes.adcode = left(logins.adcode, 6)
    LEFT JOIN places AS successors ON successors.adcode = division_changes.successor_adcode
    LEFT JOIN places AS cities
        ON
            cities.adcode = left(logins.adcode, 4) || '00'
            AND cities.source = 'divisions' AND regexp_matches(logins.adcode, '^[0-9]{6}')
    GROUP BY ALL
),

seen AS (
    SELECT
        ring_spots.ring_id,
        ring_spots.spot_id,
        placed.account_id,
        placed.logins,
        placed.city_adcode IS NOT NULL OR placed.latitude IS NOT NULL AS is_placed,
        placed.city_adcode = ring_spots.city_adcode AS is_in_city,
        111320.0 * sqrt(
            pow(placed.latitude - ring_spots.latitude, 2)
            + pow((placed.longitude - ring_spots.longitude) * cos(radians(ring_spots.latitude)), 2)
        ) AS distance_m
    FROM ring_spots
    JOIN people ON people.ring_id = ring_spots.ring_id
    JOIN placed ON placed.account_id = people.account_id
)

SELECT
    ring_id,
    spot_id,
    account_id,
    CAST(coalesce(sum(logins) FILTER (WHERE distance_m <= 500), 0) AS BIGINT) AS near,
    CAST(coalesce(sum(logins) FILTER (WHERE is_in_city OR distance_m <= 20000), 0) AS BIGINT) AS in_town,
    CAST(coalesce(sum(logins) FILTER (WHERE is_placed), 0) AS BIGINT) AS placed
FROM seen
GROUP BY ring_id, spot_id, account_id
ORDER BY ring_id, spot_id, account_id
