-- Categories a brand's goods are found in: priced there by the brand, or stated as the brand in ≥ 2 shops' listings.
-- Slang and abbreviations point at a brand in these alone: a 勾子 among car tools is a hook, NB among nappies a size.
-- Grain: one row per brand, category
WITH
listings AS (SELECT * FROM listings),
reference_prices AS (SELECT * FROM reference_prices),
brand_spellings AS (SELECT * FROM brand_spellings),
found AS (
    SELECT brand_spellings.brand, lower(trim(reference_prices.category)) AS category, TRUE AS is_priced, NULL AS shop_id
    FROM reference_prices
    JOIN brand_spellings ON brand_spellings.spelling = reference_prices.brand
    UNION ALL
    SELECT brand_spellings.brand, lower(trim(listings.category)), FALSE, listings.shop_id
    FROM listings
    JOIN brand_spellings ON brand_spellings.spelling = listings.brand
)
SELECT brand, category
FROM found
WHERE brand IS NOT NULL AND category IS NOT NULL
GROUP BY brand, category
HAVING bool_or(is_priced) OR count(DISTINCT shop_id) >= 2
ORDER BY brand, category
