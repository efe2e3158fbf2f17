-- Every file that the scan read, with its size, its rows and its SHA-256.
-- Grain: one row per source_file
WITH extract_files AS (
    SELECT * FROM extract_files
)

SELECT source_file, file, table_name, bytes, rows, sha256
FROM extract_files
WHERE source_file >= $first
ORDER BY source_file
