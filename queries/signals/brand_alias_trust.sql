-- How far a name found in a title may be believed, measured where a brand is stated too: does the stated one agree?
-- A plain word that happens to be a brand (Only, 成功) disagrees most of the time; then it names nothing.
-- Grain: one row per phrase
WITH
title_brands AS (SELECT * FROM title_brands),
listings AS (SELECT * FROM listings),
brand_spellings AS (SELECT * FROM brand_spellings),
told AS (
    SELECT
        title_brands.phrase,
        title_brands.source,
        title_brands.class,
        title_brands.brand,
        listings.shop_id,
        brand_spellings.brand AS stated_brand
    FROM title_brands
    JOIN listings ON listings.listing_id = title_brands.listing_id
    LEFT JOIN brand_spellings ON brand_spellings.spelling = listings.brand
    WHERE NOT title_brands.is_fits
),
counted AS (
    SELECT
        phrase,
        min(source) AS source,
        min(class) AS class,
        count(*) AS listings,
        count(DISTINCT CASE WHEN stated_brand IS NOT NULL THEN shop_id || ' ' || stated_brand END) AS told,
        count(DISTINCT CASE WHEN stated_brand = brand THEN shop_id || ' ' || stated_brand END) AS agreed
    FROM told
    GROUP BY phrase
)
SELECT
    phrase,
    listings,
    told,
    agreed,
    -- Names from the seeds are believed unless ten shops' own brand columns mostly disagree; names the data
    -- brought need at least five that mostly agree, or, from the reference prices, none that speak against them.
    CASE
        WHEN source = 'seed' AND class NOT IN ('abbreviation', 'plain_word') THEN told < 10 OR agreed >= 0.3 * told
        WHEN source = 'listing' THEN told >= 5 AND agreed >= 0.6 * told
        ELSE told < 3 OR agreed >= 0.5 * told
    END AS is_trusted
FROM counted
ORDER BY phrase
