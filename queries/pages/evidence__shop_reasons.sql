-- The reasons for and against each shop that an evidence package is about, each with its innocent reading.
-- Grain: one row per shop_id, signal
SELECT shop_cases.shop_name, shop_cases.strength AS shop_strength, shop_cases.suspect, shop_reasons.*
FROM shop_reasons
JOIN shop_cases ON shop_cases.shop_id = shop_reasons.shop_id
WHERE
    shop_reasons.shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
    OR shop_reasons.shop_id IN (SELECT unnest(CAST($supplier_shops AS VARCHAR[])))
ORDER BY shop_reasons.shop_id, shop_reasons.weight DESC, shop_reasons.signal
