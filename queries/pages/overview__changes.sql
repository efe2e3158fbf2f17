-- What changed since the scan before, as far as the filters keep it, new suspects first.
-- Grain: one row per shop_id
WITH speaking AS (
    SELECT shop_id FROM shop_reasons WHERE signal = $signal AND strength IN ('weak', 'strong', 'very_strong')
),

-- Both asked for, both of one listing.
selling AS (
    SELECT DISTINCT shop_id FROM listing_scores WHERE brand = $brand AND category = $category
)

SELECT
    shop_changes.change,
    shop_changes.shop_id,
    shop_cases.shop_name,
    shop_cases.strength,
    shop_cases.apart_signal,
    shop_cases.apart_level,
    shop_cases.apart_figure,
    shop_cases.apart_usual,
    shop_cases.amount_at_risk,
    shop_cases.currency,
    shop_cases.orders,
    shop_changes.rank_before,
    shop_changes.rank_now,
    shop_cases.registered_zh,
    shop_cases.registered_en,
    shop_cases.registered_province
FROM shop_changes
JOIN shop_cases ON shop_cases.shop_id = shop_changes.shop_id
WHERE
    (CAST($change AS VARCHAR) IS NULL OR shop_changes.change = $change)
    AND (CAST($strength AS VARCHAR) IS NULL OR shop_cases.strength = $strength)
    AND (CAST($province AS VARCHAR) IS NULL OR shop_cases.registered_province = $province)
    AND (CAST($brand AS VARCHAR) IS NULL OR list_contains(shop_cases.brands, $brand))
    AND (CAST($category AS VARCHAR) IS NULL OR list_contains(shop_cases.categories, $category))
    AND (
        CAST($brand AS VARCHAR) IS NULL OR CAST($category AS VARCHAR) IS NULL
        OR shop_cases.shop_id IN (SELECT shop_id FROM selling)
    )
    AND (CAST($signal AS VARCHAR) IS NULL OR shop_cases.shop_id IN (SELECT shop_id FROM speaking))
ORDER BY
    CASE shop_changes.change WHEN 'new_suspect' THEN 0 WHEN 'no_longer_suspect' THEN 1 WHEN 'rose' THEN 2 ELSE 3 END,
    shop_cases.priority DESC,
    shop_changes.rank_now
