-- Listings by what became of their price: used, or why it cannot be judged (a deposit, a difference link, a single piece,
-- no reference).
-- Grain: one row per price_use
-- Innocent reason: what cannot be judged is counted and accuses nobody.
WITH listing_scores AS (
    SELECT * FROM listing_scores
)

SELECT coalesce(price_use, 'no_reference') AS price_use, count(*) AS listings
FROM listing_scores
GROUP BY ALL
ORDER BY price_use
