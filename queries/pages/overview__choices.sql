-- What the queue can be filtered by, and how many suspects each choice would keep.
-- Grain: one row per filter, code
WITH suspects AS (
    SELECT * FROM shop_cases WHERE suspect
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
)

SELECT
    together.filter,
    together.code,
    any_value(coalesce(places.name_zh_short, places.name_zh)) AS name_zh,
    any_value(places.name_en) AS name_en,
    count(*) AS suspects
FROM together
LEFT JOIN places ON places.adcode = together.code AND together.filter = 'province'
GROUP BY together.filter, together.code
ORDER BY together.filter, suspects DESC, together.code
