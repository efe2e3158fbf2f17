-- What logins leave behind: the device, the network address and the place (to about 100 m) of each account.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: families, offices, internet cafés and agencies share devices and networks.
WITH written AS (
    SELECT account_id, 'device' AS kind, trim(device_id) AS trace, count(*) AS uses,
        min(logged_in_at) AS first_seen_at, max(logged_in_at) AS last_seen_at
    FROM logins
    WHERE trim(device_id) <> ''
    GROUP BY account_id, trim(device_id)
    UNION ALL
    SELECT account_id, 'network' AS kind, trim(ip_address) AS trace, count(*) AS uses,
        min(logged_in_at) AS first_seen_at, max(logged_in_at) AS last_seen_at
    FROM logins
    WHERE trim(ip_address) <> ''
    GROUP BY account_id, trim(ip_address)
    UNION ALL
    SELECT
        account_id,
        'login_place' AS kind,
        CAST(round(latitude, 3) AS VARCHAR) || ',' || CAST(round(longitude, 3) AS VARCHAR) AS trace,
        count(*) AS uses,
        min(logged_in_at) AS first_seen_at,
        max(logged_in_at) AS last_seen_at
    FROM logins
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL
    GROUP BY account_id, CAST(round(latitude, 3) AS VARCHAR) || ',' || CAST(round(longitude, 3) AS VARCHAR)
    -- Passing by once is no place of work.
    HAVING count(*) >= 2
)

SELECT account_id, kind, trace, 'logins' AS source, kind <> 'device' AS is_circumstance, uses, first_seen_at,
    last_seen_at
FROM written
