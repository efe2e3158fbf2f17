-- The rings, the one to open first on top: the strongest with the most sales at risk.
-- Grain: one row per ring_id
SELECT *
FROM ring_cases
ORDER BY priority DESC, ring_id
LIMIT $most
