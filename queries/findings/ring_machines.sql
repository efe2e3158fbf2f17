-- How much of what each account of a ring does, since it was first seen on a machine of the ring, it does on the ring's
-- machines: an account that others work is hardly ever seen anywhere else.
-- Grain: one row per ring_id, account_id
-- Innocent reason: employees work at the employer's machines all day.
WITH shared AS (
    SELECT DISTINCT ends.account_id, ends.trace AS device_id
    FROM (
        SELECT account_id_a AS account_id, account_id_b AS other_id, kind, trace, weight FROM pair_evidence
        UNION ALL
        SELECT account_id_b AS account_id, account_id_a AS other_id, kind, trace, weight FROM pair_evidence
    ) AS ends
    JOIN ring_accounts ON ring_accounts.account_id = ends.account_id
    JOIN ring_accounts AS others
        ON others.account_id = ends.other_id AND others.ring_id = ring_accounts.ring_id
    WHERE ends.kind = 'device' AND ends.weight > 0
),

seen AS (
    SELECT
        ring_accounts.ring_id,
        logins.account_id,
        logins.logged_in_at,
        shared.device_id IS NOT NULL AS is_shared
    FROM logins
    JOIN ring_accounts ON ring_accounts.account_id = logins.account_id
    LEFT JOIN shared ON shared.account_id = logins.account_id AND shared.device_id = trim(logins.device_id)
    WHERE trim(logins.device_id) <> ''
),

since AS (
    SELECT ring_id, account_id, min(logged_in_at) FILTER (WHERE is_shared) AS first_at
    FROM seen
    GROUP BY ring_id, account_id
)

SELECT
    seen.ring_id,
    seen.account_id,
    count(*) AS logins,
    count(*) FILTER (WHERE seen.is_shared) AS on_ring_machines
FROM seen
JOIN since ON since.ring_id = seen.ring_id AND since.account_id = seen.account_id
WHERE seen.logged_in_at >= since.first_at
GROUP BY seen.ring_id, seen.account_id
ORDER BY seen.ring_id, seen.account_id
