-- A query that would run for minutes on any findings, to be interrupted.
-- Grain: one row
SELECT count(*) FROM shop_scores AS one, listing_scores AS other, listing_scores AS third WHERE hash(one.shop_id, other.listing_id, third.listing_id) = 1
