-- Listings without a price that can be judged, by why: deposits, difference links, single pieces, no reference.
-- Grain: one row per price_use
WITH listing_scores AS (
    SELECT * FROM listing_scores
)

SELECT coalesce(price_use, 'no_reference') AS price_use, count(*) AS listings
FROM listing_scores
WHERE price_use IS DISTINCT FROM 'used'
GROUP BY coalesce(price_use, 'no_reference')
ORDER BY listings DESC, price_use
