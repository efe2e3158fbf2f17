-- The brands that each listing's brand column and title speak of, kept apart by how they speak of them.
-- Grain: one row per listing_id
-- Falls apart by: listing_id (listings, title_named, title_disguises, title_slang, title_style_codes)
WITH
listings AS (SELECT * FROM listings),
brand_spellings AS (SELECT * FROM brand_spellings),
title_named AS (SELECT * FROM title_named),
title_disguises AS (SELECT * FROM title_disguises),
title_slang AS (SELECT * FROM title_slang),
title_style_codes AS (SELECT * FROM title_style_codes)
SELECT
    listings.listing_id,
    listings.shop_id,
    -- A disguise in the brand column (N1KE) states nothing plainly, unless the title does.
    CASE WHEN hidden.brand IS NULL THEN stated.brand END AS stated_brand,
    named.class AS named_as,
    -- An accessory that states no brand is no goods of the brand in its title; a list of brands names none.
    CASE
        WHEN named.brands <= 2 AND NOT (named.is_accessory AND stated.brand IS NULL) THEN named.brand
    END AS named_brand,
    CASE
        WHEN named.brand IS NOT NULL AND named.is_accessory AND stated.brand IS NULL THEN named.brand
        WHEN named.brand IS NULL AND stated.brand IS NULL THEN named.fits_brand
        -- "For" the very brand that the brand column states: a part for it, filed under its name.
        WHEN named.brand IS NULL AND stated.brand = named.fits_brand AND named.is_fitted_before THEN named.fits_brand
    END AS fits_brand,
    coalesce(disguises.brand, hidden.brand) AS disguised_brand,
    coalesce(disguises.word, hidden.spelling) AS disguised_text,
    coalesce(disguises.disguise, hidden.disguise) AS disguise,
    slang.brand AS slang_brand,
    slang.terms AS slang_terms,
    slang.is_abbreviation,
    codes.brand AS coded_brand,
    coalesce(trim(listings.title), '') <> '' AS has_title
FROM listings
LEFT JOIN brand_spellings AS stated ON stated.spelling = listings.brand
LEFT JOIN title_named AS named ON named.listing_id = listings.listing_id
LEFT JOIN brand_spellings AS hidden
    ON hidden.spelling = listings.brand AND hidden.disguise IS NOT NULL AND named.brand IS NULL
LEFT JOIN title_disguises AS disguises
    ON
        disguises.listing_id = listings.listing_id
        -- Goods of another stated or named brand are no disguise of this one.
        AND disguises.brand = coalesce(stated.brand, named.brand, disguises.brand)
-- Slang hints at a brand only where none is stated or named.
LEFT JOIN title_slang AS slang
    ON slang.listing_id = listings.listing_id AND stated.brand IS NULL AND named.brand IS NULL
LEFT JOIN title_style_codes AS codes ON codes.listing_id = listings.listing_id
ORDER BY listings.listing_id
