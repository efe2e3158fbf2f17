-- The scores of the listings of the shops that an evidence package is about.
-- Grain: one row per listing_id
SELECT *
FROM listing_scores
WHERE shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
ORDER BY shop_id, listing_id
