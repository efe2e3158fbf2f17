-- What strangers share within the search area of one ring's sites: warehouses, lockers, campuses, places where many log in.
-- Grain: one row per site_id, facility_id
-- Innocent reason: whoever shares one is a customer of the same place.
WITH placed AS (
    SELECT
        shared_facilities.facility_id, shared_facilities.kind, shared_facilities.accounts, shared_facilities.shops,
        shared_facilities.trace_kind, shared_facilities.trace AS spot_id,
        -- A place of login is written as its rounded coordinates.
        coalesce(spots.latitude, TRY_CAST(split_part(shared_facilities.trace, ',', 1) AS DOUBLE)) AS latitude,
        coalesce(spots.longitude, TRY_CAST(split_part(shared_facilities.trace, ',', 2) AS DOUBLE)) AS longitude
    FROM shared_facilities
    LEFT JOIN spots ON shared_facilities.trace_kind = 'origin' AND spots.spot_id = shared_facilities.trace
    WHERE shared_facilities.trace_kind IN ('origin', 'login_place')
)

SELECT sites.site_id, placed.facility_id, placed.kind, placed.trace_kind, placed.accounts, placed.shops
FROM sites
JOIN placed
    ON
        (placed.trace_kind = 'origin' AND placed.spot_id = sites.spot_id)
        OR 111320.0 * sqrt(
            pow(placed.latitude - sites.latitude, 2)
            + pow((placed.longitude - sites.longitude) * cos(radians(sites.latitude)), 2)
        ) <= sites.radius_m
WHERE sites.ring_id = $ring
ORDER BY sites.site_id, placed.facility_id
