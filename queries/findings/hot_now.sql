-- The categories that are hot now: in the last week with sales or in the one before it, since a week that has just begun
-- has few of them.
-- Grain: one row per brand, category
-- Innocent reason: a season, a tournament, a new product.
SELECT brand, category, week_starts_at, rise
FROM hot_categories
WHERE
    is_hot
    AND week_starts_at >= (SELECT max(week_starts_at) FROM hot_categories WHERE orders > 0) - INTERVAL 7 DAY
QUALIFY row_number() OVER (PARTITION BY brand, category ORDER BY week_starts_at DESC) = 1
ORDER BY brand, category
