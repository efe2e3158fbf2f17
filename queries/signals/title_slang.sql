-- Slang and abbreviations in titles that do not name the brand meant, among that brand's own categories.
-- Grain: one row per listing_id
-- Innocent reason: honest sellers talk like this too (AJ, 三叶草); term_usage says how many do.
WITH
title_terms AS (SELECT * FROM title_terms),
title_brands AS (SELECT * FROM title_brands),
brand_categories AS (SELECT * FROM brand_categories),
listings AS (SELECT * FROM listings),
known_brands AS (SELECT DISTINCT brand FROM brand_categories),
fitting AS (
    SELECT DISTINCT listing_id FROM title_terms WHERE class = 'accessory' OR class = 'fits' AND strength = 'telling'
),
-- A word that is said mostly of other goods (勾子 in hardware) means those, wherever it stands.
usual AS (
    SELECT title_terms.phrase
    FROM title_terms
    JOIN listings ON listings.listing_id = title_terms.listing_id
    LEFT JOIN brand_categories
        ON brand_categories.brand = title_terms.brand AND brand_categories.category = lower(trim(listings.category))
    WHERE title_terms.class = 'slang' AND listings.category IS NOT NULL
    GROUP BY title_terms.phrase
    HAVING count(DISTINCT CASE WHEN brand_categories.brand IS NULL THEN title_terms.shop_id END)
        > count(DISTINCT CASE WHEN brand_categories.brand IS NOT NULL THEN title_terms.shop_id END)
),
spoken AS (
    SELECT title_terms.listing_id, title_terms.meaning, title_terms.brand, title_terms.class, title_terms.starts_at
    FROM title_terms
    JOIN listings ON listings.listing_id = title_terms.listing_id
    ANTI JOIN fitting ON fitting.listing_id = title_terms.listing_id
    ANTI JOIN usual ON usual.phrase = title_terms.phrase
    JOIN known_brands ON known_brands.brand = title_terms.brand
    LEFT JOIN brand_categories
        ON brand_categories.brand = title_terms.brand AND brand_categories.category = lower(trim(listings.category))
    LEFT JOIN title_brands
        ON
            title_brands.listing_id = title_terms.listing_id
            AND title_brands.brand = title_terms.brand
            AND title_brands.class IN ('name', 'line', 'plain_word')
    WHERE
        title_terms.class IN ('slang', 'abbreviation')
        AND title_brands.brand IS NULL
        AND (brand_categories.brand IS NOT NULL OR listings.category IS NULL)
)
SELECT
    listing_id,
    arg_min(brand, starts_at) AS brand,
    list_sort(list(DISTINCT meaning)) AS terms,
    bool_and(class = 'abbreviation') AS is_abbreviation
FROM spoken
GROUP BY listing_id
ORDER BY listing_id
