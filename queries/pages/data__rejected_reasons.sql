-- Rows kept out, by extract and by the rule that they break.
-- Grain: one row per table_name, reason
WITH rejected_rows AS (
    SELECT * FROM rejected_rows
)

SELECT table_name, reason, count(*) AS rows_out
FROM rejected_rows
GROUP BY table_name, reason
ORDER BY rows_out DESC, table_name, reason
LIMIT $most
