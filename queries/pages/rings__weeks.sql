-- One ring's order lines week by week: all, and those that stand for the lower bound.
-- Grain: one row per week
SELECT
    CAST(date_trunc('week', ordered_at) AS DATE) AS week,
    count(*) AS orders,
    count(*) FILTER (WHERE is_corroborated) AS corroborated,
    CAST(sum(quantity) AS BIGINT) AS units
FROM ring_lines
WHERE ring_id = $ring
GROUP BY week
ORDER BY week
