-- Logins in force: sound rows, of each id the latest observation.
-- Grain: one row per source_file, source_row
SELECT
    delivered.account_id,
    delivered.logged_in_at,
    delivered.device_id,
    delivered.ip_address,
    delivered.adcode,
    delivered.latitude,
    delivered.longitude,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.logins AS delivered
ANTI JOIN bad_logins USING (source_file, source_row)
ANTI JOIN superseded_logins USING (source_file, source_row)
ORDER BY delivered.account_id, delivered.logged_in_at, delivered.source_file, delivered.source_row
