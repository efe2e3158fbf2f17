-- Categories a brand's goods are found in: priced there by the brand, or stated as the brand by ≥ 2
-- shops and ≥ 10 % of the shops that state it.
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
    JOIN brand_spellings ON brand_spellings.spelling = listings.brand AND brand_spellings.disguise IS NULL
),
counted AS (
    SELECT brand, category, bool_or(is_priced) AS is_priced, count(DISTINCT shop_id) AS shops
    FROM found
    WHERE brand IS NOT NULL AND category IS NOT NULL
    GROUP BY brand, category
)
SELECT brand, category
FROM counted
QUALIFY is_priced OR (shops >= 2 AND shops >= 0.1 * sum(shops) OVER (PARTITION BY brand))
ORDER BY brand, category
