-- Logins that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, coordinate_out_of_range.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        account_id, logged_in_at, latitude, longitude, source_file, source_row
    FROM raw.logins
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.account_id, '') = '' THEN 'null_id'
            WHEN delivered.logged_in_at IS NULL THEN 'missing_value'
            WHEN delivered.latitude NOT BETWEEN -90 AND 90
                OR delivered.longitude NOT BETWEEN -180 AND 180
                THEN 'coordinate_out_of_range'
        END AS reason
    FROM delivered
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
