-- The rows kept out, whole, as they were delivered.
-- Grain: one row per table_name, reason, row (a row delivered twice stands twice)
WITH rejected_rows AS (
    SELECT * FROM rejected_rows
)

SELECT table_name, reason, "row"
FROM rejected_rows
-- $rules: extract and reason with a colon between them; none means all.
WHERE
    len(CAST($rules AS VARCHAR[])) = 0
    OR list_contains(CAST($rules AS VARCHAR[]), table_name || ':' || reason)
ORDER BY table_name, reason, "row"
LIMIT $most
