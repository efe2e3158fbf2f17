-- Logins that may have been delivered more than once: rows that share account_id and logged_in_at with another.
-- Grain: one row per source_file, source_row
-- Key: account_id, logged_in_at
WITH shared AS (
    SELECT account_id, logged_in_at
    FROM raw.logins
    GROUP BY account_id, logged_in_at
    HAVING count(*) > 1
)

SELECT
    delivered.account_id, delivered.logged_in_at, delivered.device_id, delivered.ip_address,
    delivered.adcode, delivered.latitude, delivered.longitude, delivered.observed_at,
    delivered.source_file, delivered.source_row
FROM raw.logins AS delivered
SEMI JOIN shared USING (account_id, logged_in_at)
