-- What logins leave behind: the device, the network address and the place (to about 100 m) of each account.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: families, offices, internet cafés and agencies share devices and networks.
WITH seen AS (
    SELECT account_id, 'device' AS kind, device_id AS trace, logged_in_at FROM logins
    UNION ALL
    SELECT account_id, 'network' AS kind, ip_address AS trace, logged_in_at FROM logins
    UNION ALL
    SELECT
        account_id,
        'login_place' AS kind,
        CAST(round(latitude, 3) AS VARCHAR) || ',' || CAST(round(longitude, 3) AS VARCHAR) AS trace,
        logged_in_at
    FROM logins
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL
)

SELECT
    account_id,
    kind,
    trim(trace) AS trace,
    'logins' AS source,
    kind <> 'device' AS is_circumstance,
    count(*) AS uses,
    min(logged_in_at) AS first_seen_at,
    max(logged_in_at) AS last_seen_at
FROM seen
WHERE trim(trace) <> ''
GROUP BY account_id, kind, trim(trace)
-- Passing by once is no place of work.
HAVING kind <> 'login_place' OR count(*) >= 2
