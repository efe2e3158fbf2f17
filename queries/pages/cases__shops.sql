-- What casework shows of the shops it names: name, evidence, ring, trade, goods.
-- Grain: one row per shop_id
SELECT
    shop_cases.shop_id, shop_cases.shop_name, shop_cases.suspect, shop_cases.strength, shop_cases.rank,
    shop_cases.apart_signal, shop_cases.apart_level, shop_cases.apart_figure,
    shop_cases.amount_at_risk, shop_cases.currency, shop_cases.orders,
    shop_cases.registered_zh, shop_cases.registered_en, shop_cases.categories, shop_scores.ring_id
FROM shop_cases
LEFT JOIN shop_scores ON shop_scores.shop_id = shop_cases.shop_id
WHERE shop_cases.shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
ORDER BY shop_cases.shop_id
