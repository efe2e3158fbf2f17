-- How many shops use each code word, slang word or abbreviation, of all shops with listings and of those with the brand.
-- Grain: one row per term, class
-- Innocent reason: a word that many shops use is everybody's word.
WITH
title_terms AS (SELECT * FROM title_terms),
listing_text AS (SELECT * FROM listing_text),
in_all AS (
    SELECT count(DISTINCT shop_id) AS shops_in_all FROM listing_text
),
brand_shops AS (
    SELECT goods_brand AS brand, count(DISTINCT shop_id) AS brand_shops
    FROM listing_text
    WHERE goods_brand IS NOT NULL
    GROUP BY goods_brand
),
coded AS (
    SELECT unnest(code_words) AS term, 'code_word' AS class, NULL AS brand, shop_id, goods_brand FROM listing_text
    UNION ALL
    SELECT title_terms.meaning, title_terms.class, title_terms.brand, title_terms.shop_id, listing_text.goods_brand
    FROM title_terms
    JOIN listing_text ON listing_text.listing_id = title_terms.listing_id
    WHERE title_terms.class IN ('slang', 'abbreviation')
),
used AS (
    SELECT
        term,
        class,
        min(brand) AS brand,
        count(DISTINCT shop_id) AS shops,
        -- Code words: shops that use it of goods with any brand; slang: of goods of the brand it points at.
        count(DISTINCT shop_id) FILTER (WHERE goods_brand = coalesce(brand, goods_brand)) AS shops_of_brand
    FROM coded
    GROUP BY term, class
)
SELECT
    used.term,
    used.class,
    used.brand,
    used.shops,
    in_all.shops_in_all,
    used.shops_of_brand,
    brand_shops.brand_shops
FROM used
CROSS JOIN in_all
LEFT JOIN brand_shops ON brand_shops.brand = used.brand
ORDER BY used.term, used.class
