-- What the next scan remembers of each shop: its rank, its ring, and up to when it was active.
-- Grain: one row per shop_id
-- Innocent reason: new orders of a suspect may be a lawful shop's ordinary trade.
WITH listed AS (
    SELECT shop_id, count(*) AS listings FROM listings GROUP BY shop_id
)

SELECT
    shop_scores.shop_id,
    shop_scores.rank,
    shop_scores.score,
    shop_scores.suspect,
    shop_scores.ring_id,
    coalesce(listed.listings, 0) AS listings,
    shop_sales.last_order_at
FROM shop_scores
LEFT JOIN listed ON listed.shop_id = shop_scores.shop_id
LEFT JOIN shop_sales ON shop_sales.shop_id = shop_scores.shop_id
ORDER BY shop_scores.shop_id
