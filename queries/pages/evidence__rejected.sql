-- Rows kept out of the scan, by extract and by the rule that they break; how many rows each extract had.
-- Grain: one row per table_name, reason
WITH health AS (
    SELECT * FROM extract_health
),

rejected AS (
    SELECT table_name, reason, count(*) AS rows_out FROM rejected_rows GROUP BY table_name, reason
)

SELECT health.table_name, health.rows_read, health.used, health.superseded, health.rejected, rejected.reason,
    coalesce(rejected.rows_out, 0) AS rows_out
FROM health
LEFT JOIN rejected ON rejected.table_name = health.table_name
WHERE health.rows_read >= $least
ORDER BY health.table_name, rejected.reason
