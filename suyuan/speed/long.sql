-- A query that would run for minutes on any findings, to be interrupted.
-- Grain: one row
SELECT count(*)
FROM shop_scores
CROSS JOIN listing_scores AS one
CROSS JOIN listing_scores AS other
WHERE hash(shop_scores.shop_id, one.listing_id, other.listing_id) = 1
