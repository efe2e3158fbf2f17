-- The brand that a listing's own product column, or a style code written in its title, belongs to.
-- Grain: one row per listing_id
WITH
listings AS (SELECT * FROM listings),
title_word_places AS (SELECT * FROM title_word_places),
brand_style_codes AS (SELECT * FROM brand_style_codes),
found AS (
    SELECT listings.listing_id, codes.style_code, codes.brand
    FROM listings
    JOIN brand_style_codes AS codes
        ON codes.style_code = regexp_replace(lower(listings.product), '[\s_./-]+', '', 'g')
    UNION ALL
    SELECT title_word_places.listing_id, codes.style_code, codes.brand
    FROM title_word_places
    JOIN brand_style_codes AS codes
        ON codes.style_code = regexp_replace(title_word_places.word, '[_.~*^-]+', '', 'g')
    WHERE codes.is_searched
)
SELECT listing_id, min(style_code) AS style_code, min(brand) AS brand
FROM found
GROUP BY listing_id
HAVING count(DISTINCT brand) = 1
ORDER BY listing_id
