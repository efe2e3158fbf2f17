-- The ring that a shop belongs to, at a glance; no row where it belongs to none.
-- Grain: one row per shop_id
SELECT shop_scores.shop_id, ring_cases.*
FROM shop_scores
JOIN ring_cases ON ring_cases.ring_id = shop_scores.ring_id
WHERE shop_scores.shop_id = $shop_id
