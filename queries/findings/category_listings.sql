-- Each listing as one of a brand's goods in a category, for counting by both. Brand '' is goods of no brand, or of one that
-- nobody recognised; category '' is not given. Listings with neither cannot be placed and stay out.
-- Grain: one row per listing_id
-- Innocent reason: a price under half of the reference may be an outlet's, second-hand or another product's.
SELECT
    listing_scores.listing_id,
    listing_scores.shop_id,
    coalesce(listing_scores.brand, '') AS brand,
    coalesce(listing_scores.category, '') AS category,
    shop_scores.suspect,
    listing_scores.price_use = 'used' AS is_judged,
    -- Half of the reference: the band in which the price page counts who asks too little.
    listing_scores.price_use = 'used' AND listing_scores.price_ratio < 0.5 AS is_cheap
FROM listing_scores
JOIN shop_scores ON shop_scores.shop_id = listing_scores.shop_id
WHERE listing_scores.brand IS NOT NULL OR listing_scores.category IS NOT NULL
ORDER BY listing_scores.listing_id
