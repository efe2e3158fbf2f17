-- The scores of the shops that an evidence package is about, and of a ring's suppliers outside it.
-- Grain: one row per shop_id
SELECT *
FROM shop_scores
WHERE
    shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
    OR shop_id IN (SELECT unnest(CAST($supplier_shops AS VARCHAR[])))
ORDER BY shop_id
