-- What the queue can be filtered by, and how many suspects each choice would keep; what is hot stands among it though none
-- sells it. Shops that were cleared ($cleared) are no suspects.
-- Grain: one row per filter, code
WITH suspects AS (
    SELECT shop_id, brands, categories, registered_province, strength FROM shop_cases
    WHERE suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
),

brands AS (
    SELECT unnest(brands) AS code FROM suspects
),

categories AS (
    SELECT unnest(categories) AS code FROM suspects
),

signals AS (
    SELECT shop_reasons.signal AS code
    FROM shop_reasons
    JOIN suspects ON suspects.shop_id = shop_reasons.shop_id
    WHERE shop_reasons.strength IN ('weak', 'strong', 'very_strong')
),

together AS (
    SELECT 'province' AS filter, registered_province AS code FROM suspects WHERE registered_province IS NOT NULL
    UNION ALL
    SELECT 'brand' AS filter, code FROM brands
    UNION ALL
    SELECT 'category' AS filter, code FROM categories
    UNION ALL
    SELECT 'signal' AS filter, code FROM signals
    UNION ALL
    SELECT 'strength' AS filter, strength AS code FROM suspects
    UNION ALL
    SELECT 'change' AS filter, shop_changes.change AS code
    FROM shop_changes
    JOIN suspects ON suspects.shop_id = shop_changes.shop_id
),

counted AS (
    SELECT filter, code, count(*) AS suspects FROM together GROUP BY filter, code
    UNION ALL
    SELECT 'brand' AS filter, brand AS code, 0 AS suspects FROM hot_categories WHERE is_hot AND brand <> ''
    UNION ALL
    SELECT 'category' AS filter, category AS code, 0 AS suspects FROM hot_categories WHERE is_hot AND category <> ''
)

SELECT
    counted.filter,
    counted.code,
    any_value(coalesce(places.name_zh_short, places.name_zh)) AS name_zh,
    any_value(places.name_en) AS name_en,
    max(counted.suspects) AS suspects
FROM counted
LEFT JOIN places ON places.adcode = counted.code AND counted.filter = 'province'
GROUP BY counted.filter, counted.code
ORDER BY counted.filter, suspects DESC, counted.code
