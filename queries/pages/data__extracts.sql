-- The extracts that were read and what became of their rows: read = used + superseded + rejected.
-- Grain: one row per table_name
WITH extract_health AS (
    SELECT * FROM extract_health
),

extract_files AS (
    SELECT * FROM extract_files
),

files AS (
    SELECT
        table_name,
        count(*) AS files,
        CAST(sum(bytes) AS BIGINT) AS bytes,
        CASE WHEN count(*) = 1 THEN min(sha256) ELSE sha256(string_agg(sha256, ' ' ORDER BY file)) END AS sha256
    FROM extract_files
    GROUP BY table_name
)

SELECT
    extract_health.table_name,
    coalesce(files.files, 0) AS files,
    coalesce(files.bytes, 0) AS bytes,
    extract_health.rows_read,
    extract_health.used,
    extract_health.superseded,
    extract_health.rejected,
    files.sha256
FROM extract_health
LEFT JOIN files ON files.table_name = extract_health.table_name
ORDER BY extract_health.table_name
LIMIT $most
