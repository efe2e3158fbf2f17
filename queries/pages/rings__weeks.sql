-- One ring's order lines week by week: all, and those that stand for the lower bound; of all its shops or of
-- the picked ones, of all weeks or of some.
-- Grain: one row per week
SELECT
    CAST(date_trunc('week', ordered_at) AS DATE) AS week,
    count(*) AS orders,
    count(*) FILTER (WHERE is_corroborated) AS corroborated,
    CAST(sum(quantity) AS BIGINT) AS units
FROM ring_lines
WHERE
    ring_id = $ring
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), shop_id))
    AND (CAST($since AS TIMESTAMP) IS NULL OR ordered_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR ordered_at < $until)
GROUP BY week
ORDER BY week
