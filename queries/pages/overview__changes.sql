-- What changed since the scan before, new suspects first.
-- Grain: one row per shop_id
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
    shop_cases.registered_en
FROM shop_changes
JOIN shop_cases ON shop_cases.shop_id = shop_changes.shop_id
ORDER BY
    CASE shop_changes.change WHEN 'new_suspect' THEN 0 WHEN 'no_longer_suspect' THEN 1 WHEN 'rose' THEN 2 ELSE 3 END,
    shop_cases.priority DESC,
    shop_changes.rank_now
