-- What each suspect sells of which brand: listings, and what their paid orders came to.
-- Grain: one row per shop_id, brand, currency
-- Innocent reason: a suspect may sell genuine goods too, and other brands than those it is suspected for.
SELECT
    listing_scores.shop_id,
    listing_scores.brand,
    listing_scores.currency,
    count(*) AS listings,
    CAST(sum(listing_scores.amount) AS DECIMAL(38, 4)) AS amount_at_risk
FROM listing_scores
JOIN shop_scores ON shop_scores.shop_id = listing_scores.shop_id AND shop_scores.suspect
WHERE listing_scores.brand IS NOT NULL AND listing_scores.price_use IN ('used', 'no_reference', 'implausible')
GROUP BY listing_scores.shop_id, listing_scores.brand, listing_scores.currency
ORDER BY listing_scores.shop_id, listing_scores.brand, listing_scores.currency
