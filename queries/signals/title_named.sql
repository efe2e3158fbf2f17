-- The brand that a title plainly names, and the one the goods are only said to fit.
-- Grain: one row per listing_id
WITH
title_brands AS (
    -- "SAMSUNG 適用於三星 A12": what fits the brand once is not the brand's own.
    SELECT
        listing_id,
        starts_at,
        phrase,
        class,
        brand,
        source,
        is_accessory,
        bool_or(is_fitted_before) OVER (PARTITION BY listing_id, brand) AS is_fitted_before,
        is_fits OR bool_or(is_fitted_before) OVER (PARTITION BY listing_id, brand) AS is_fits
    FROM title_brands
),
brand_alias_trust AS (SELECT * FROM brand_alias_trust),
brand_categories AS (SELECT * FROM brand_categories),
listings AS (SELECT * FROM listings),
priced_brands AS (SELECT DISTINCT brand FROM brand_categories),
believed AS (
    SELECT
        title_brands.*,
        -- 乔丹 alone is the lawful brand's; beside "Air Jordan" it is not.
        CASE class WHEN 'name' THEN 1 WHEN 'line' THEN 2 WHEN 'abbreviation' THEN 3 WHEN 'plain_word' THEN 4 ELSE 5 END AS plainness
    FROM title_brands
    JOIN listings ON listings.listing_id = title_brands.listing_id
    LEFT JOIN brand_alias_trust ON brand_alias_trust.phrase = title_brands.phrase
    LEFT JOIN brand_categories
        ON brand_categories.brand = title_brands.brand AND brand_categories.category = lower(trim(listings.category))
    LEFT JOIN priced_brands ON priced_brands.brand = title_brands.brand
    WHERE
        title_brands.is_fits
        OR coalesce(brand_alias_trust.is_trusted, TRUE)
        -- Two or three letters, a plain word (苹果), or two characters that only the data brought (山水, 理想), mean the brand only
        -- among its own goods.
        AND (
            (
                class NOT IN ('abbreviation', 'plain_word')
                AND (source = 'seed' OR NOT regexp_matches(title_brands.phrase, '^[\x{3400}-\x{9fff}]{2}$'))
            )
            OR brand_categories.brand IS NOT NULL
            OR priced_brands.brand IS NULL
        )
),
counted AS (
    SELECT
        listing_id,
        arg_min(brand, plainness * 1000 + starts_at) FILTER (WHERE NOT is_fits) AS brand,
        arg_min(class, plainness * 1000 + starts_at) FILTER (WHERE NOT is_fits) AS class,
        count(DISTINCT brand) FILTER (WHERE NOT is_fits AND class <> 'lawful_other') AS brands,
        arg_min(brand, starts_at) FILTER (WHERE is_fits) AS fits_brand,
        bool_or(is_fitted_before) AS is_fitted_before,
        bool_or(is_accessory) AS is_accessory
    FROM believed
    GROUP BY listing_id
)
SELECT listing_id, brand, class, CAST(brands AS INTEGER) AS brands, fits_brand, is_fitted_before, is_accessory
FROM counted
ORDER BY listing_id
