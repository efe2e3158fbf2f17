-- What strangers share: warehouses, lockers, campuses, cafés, agencies, hubs. No tie between two accounts rests on one.
-- Grain: one row per facility_id
-- Innocent reason: this is the innocent reason itself: whoever shares one is a customer of the same place.
WITH found AS (
    SELECT trace_users.*, spots.address
    FROM trace_users
    LEFT JOIN spots ON trace_users.kind = 'origin' AND spots.spot_id = trace_users.trace
    WHERE trace_users.is_facility AND trace_users.kind IN ('device', 'network', 'login_place', 'sender_phone', 'origin')
)

SELECT
    'F' || upper(substr(md5(kind || ' ' || trace), 1, 10)) AS facility_id,
    CASE
        WHEN kind = 'origin' AND regexp_matches(lower(coalesce(address, '')), '柜|locker|自提|驿站') THEN 'locker'
        WHEN kind = 'origin' AND regexp_matches(lower(coalesce(address, '')), '校|学院|大学|campus|university') THEN 'campus'
        WHEN kind = 'origin' THEN 'warehouse'
        WHEN kind = 'sender_phone' THEN 'sender'
        WHEN kind = 'device' THEN 'agency'
        ELSE 'network'
    END AS kind,
    trace,
    accounts,
    shops,
    kind AS trace_kind,
    tied_otherwise
FROM found
ORDER BY facility_id
