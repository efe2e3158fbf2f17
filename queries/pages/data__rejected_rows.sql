-- The rows kept out, whole, as they were delivered.
-- Grain: one row per table_name, reason, row (a row delivered twice stands twice)
WITH rejected_rows AS (
    SELECT * FROM rejected_rows
)

SELECT table_name, reason, "row"
FROM rejected_rows
WHERE
    (len(CAST($tables AS VARCHAR[])) = 0 OR list_contains(CAST($tables AS VARCHAR[]), table_name))
    AND (len(CAST($reasons AS VARCHAR[])) = 0 OR list_contains(CAST($reasons AS VARCHAR[]), reason))
ORDER BY table_name, reason, "row"
LIMIT $most
