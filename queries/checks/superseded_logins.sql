-- Logins that another row replaces: identical repeats.
-- Grain: one row per source_file, source_row
WITH sound AS (
    SELECT
        account_id, logged_in_at, device_id, ip_address, adcode, latitude, longitude, observed_at,
        source_file, source_row
    FROM repeated_logins
    ANTI JOIN bad_logins USING (source_file, source_row)
),

ranked AS (
    SELECT
        source_file,
        source_row,
        row_number() OVER (
            PARTITION BY
                account_id, logged_in_at, device_id, ip_address, adcode, latitude, longitude
            ORDER BY observed_at DESC NULLS LAST, source_file, source_row
        ) AS recency
    FROM sound
)

SELECT source_file, source_row
FROM ranked
WHERE recency > 1
ORDER BY source_file, source_row
