-- Every number that decides something in the score, with its reason.
-- Grain: one row per name
WITH cuts AS (
    SELECT * FROM cuts
)

SELECT name, value, reason
FROM cuts
ORDER BY name
LIMIT $most
