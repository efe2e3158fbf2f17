-- What each listing says of its goods: the brand stated, named, disguised or hinted at, words of the trade, and wording
-- that explains a low price. `goods_brand` is the brand the goods claim or imply; none where they only fit a brand.
-- Grain: one row per listing_id
-- Innocent reason: slang, typos, second-hand, outlets, parallel imports, accessories, lawful brands of a like name.
WITH
listing_brands AS (SELECT * FROM listing_brands),
title_wording AS (SELECT * FROM title_wording),
description_wording AS (SELECT * FROM description_wording),
based AS (
    SELECT
        *,
        fits_brand IS NOT NULL AS is_fits,
        CASE
            WHEN fits_brand IS NOT NULL THEN NULL
            WHEN stated_brand IS NOT NULL THEN 'stated'
            WHEN named_brand IS NOT NULL THEN 'named'
            WHEN disguised_brand IS NOT NULL THEN 'disguised'
            WHEN coded_brand IS NOT NULL THEN 'style_code'
            WHEN slang_brand IS NOT NULL THEN 'slang'
        END AS goods_brand_basis
    FROM listing_brands
),
-- Where listings with a known style code seldom name the brand anyway, leaving it out avoids nothing.
naming AS (
    SELECT
        count(*) FILTER (WHERE stated_brand IS NOT NULL OR named_brand IS NOT NULL) >= 0.8 * count(*) AS is_usual
    FROM listing_brands
    WHERE coded_brand IS NOT NULL AND fits_brand IS NULL
)
SELECT
    based.listing_id,
    based.shop_id,
    stated_brand,
    named_brand,
    disguised_brand,
    disguised_text,
    disguise,
    coalesce(slang_terms, []) AS slang_terms,
    slang_terms[1] AS slang_term,
    -- In a description code words say something only of branded goods: elsewhere they are a shop's house rules.
    list_sort(list_distinct(
        coalesce(title_wording.code_words, [])
        || CASE WHEN goods_brand_basis IS NOT NULL THEN coalesce(description_wording.code_words, []) ELSE [] END
    )) AS code_words,
    coalesce(title_wording.has_telling_code_word, FALSE)
    OR (goods_brand_basis IS NOT NULL AND coalesce(description_wording.has_telling_code_word, FALSE))
        AS has_telling_code_word,
    coalesce(title_wording.is_second_hand, FALSE) OR coalesce(description_wording.is_second_hand, FALSE)
        AS is_second_hand,
    coalesce(title_wording.is_outlet, FALSE) OR coalesce(description_wording.is_outlet, FALSE) AS is_outlet,
    coalesce(title_wording.is_parallel_import, FALSE) OR coalesce(description_wording.is_parallel_import, FALSE)
        AS is_parallel_import,
    coalesce(title_wording.is_kids, FALSE) AS is_kids,
    is_fits,
    fits_brand,
    coalesce(title_wording.is_deposit, FALSE) AS is_deposit,
    coalesce(title_wording.is_difference, FALSE) AS is_difference,
    coalesce(title_wording.is_single_unit, FALSE) AS is_single_unit,
    CASE goods_brand_basis
        WHEN 'stated' THEN stated_brand
        WHEN 'named' THEN named_brand
        WHEN 'disguised' THEN disguised_brand
        WHEN 'style_code' THEN coded_brand
        WHEN 'slang' THEN slang_brand
    END AS goods_brand,
    goods_brand_basis,
    -- No brand stated or plainly named, yet a disguise, slang or a style code points at one.
    coalesce(
        goods_brand_basis IN ('disguised', 'slang') OR goods_brand_basis = 'style_code' AND has_title AND naming.is_usual,
        FALSE
    ) AS is_brand_avoided
FROM based
CROSS JOIN naming
LEFT JOIN title_wording ON title_wording.listing_id = based.listing_id
LEFT JOIN description_wording ON description_wording.listing_id = based.listing_id
ORDER BY based.listing_id
