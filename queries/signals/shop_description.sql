-- How a shop writes of branded goods: brands avoided or disguised, code words of the trade, slang.
-- A word that many shops use is everybody's word: it is counted apart and weighs what the data says it weighs.
-- Grain: one row per shop_id
-- Innocent reason: slang and trade words are honest sellers' words too; a typo is a typo; accessories name a brand.
-- Off without: titles.
WITH listings AS (
    SELECT * FROM listings WHERE title IS NOT NULL
),

listing_text AS (
    SELECT * FROM listing_text
),

-- Two shops are no crowd, however small the marketplace.
common_words AS (
    SELECT term FROM term_usage WHERE shops > 0.02 * shops_in_all AND shops > 2
),

listing_words AS (
    SELECT listing_id, unnest(code_words) AS term, 'code_word' AS class FROM listing_text
    UNION ALL
    SELECT listing_id, unnest(slang_terms) AS term, 'slang' AS class FROM listing_text
),

rare_words AS (
    SELECT
        listing_words.listing_id,
        bool_or(listing_words.class = 'code_word' AND common_words.term IS NULL) AS has_rare_code_word,
        bool_or(listing_words.class = 'slang' AND common_words.term IS NULL) AS has_rare_slang
    FROM listing_words
    LEFT JOIN common_words ON common_words.term = listing_words.term
    GROUP BY listing_words.listing_id
)

SELECT
    listings.shop_id,
    count(*) AS listings,
    count(*) FILTER (WHERE listing_text.goods_brand IS NOT NULL OR listing_text.is_brand_avoided) AS branded,
    -- A misspelling beside the brand's own name, correctly given, hides nothing.
    count(*) FILTER (
        WHERE listing_text.disguise IS NOT NULL AND NOT listing_text.is_fits
        AND NOT (listing_text.disguise = 'misspelt' AND listing_text.stated_brand IS NOT NULL)
    ) AS disguised,
    count(*) FILTER (WHERE rare_words.has_rare_code_word AND listing_text.has_telling_code_word) AS coded,
    count(*) FILTER (
        WHERE rare_words.has_rare_code_word AND listing_text.has_telling_code_word
        AND listing_text.goods_brand IS NOT NULL
    ) AS coded_branded,
    -- Alluded to in words that many honest shops use too, a brand is hardly avoided.
    count(*) FILTER (
        WHERE listing_text.is_brand_avoided AND listing_text.disguise IS NULL
        AND (listing_text.goods_brand_basis <> 'slang' OR rare_words.has_rare_slang)
    ) AS avoided,
    count(*) FILTER (
        WHERE rare_words.has_rare_slang
        OR rare_words.has_rare_code_word
        OR (listing_text.is_brand_avoided AND listing_text.goods_brand_basis = 'slang')
    ) AS slangy
FROM listings
JOIN listing_text ON listing_text.listing_id = listings.listing_id
LEFT JOIN rare_words ON rare_words.listing_id = listings.listing_id
GROUP BY listings.shop_id
ORDER BY listings.shop_id
