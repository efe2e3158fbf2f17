-- One ring's order lines step by step, by shop: all, and the units that stand for the lower bound. A step is `days` days long,
-- the first begins on `since`.
-- Grain: one row per step, shop_id
SELECT
    CAST((CAST(ordered_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER) AS step,
    shop_id,
    count(*) AS orders,
    CAST(sum(quantity) AS BIGINT) AS units,
    coalesce(CAST(sum(quantity) FILTER (WHERE is_corroborated) AS BIGINT), 0) AS corroborated
FROM ring_lines
WHERE ring_id = $ring
GROUP BY ALL
ORDER BY step, shop_id
