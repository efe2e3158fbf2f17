-- Every relation of the scan: its layer, its rows, the seconds it took.
-- Grain: one row per name
WITH query_runs AS (
    SELECT * FROM query_runs
)

SELECT name, layer, "rows", seconds
FROM query_runs
ORDER BY layer, name
LIMIT $most
