-- The names each brand goes by: what the seeds know, and the names the data itself brings.
-- A name is looked for in titles (is_searched) where it can hardly be a plain word: names from reference prices with
-- ≥ 3 Latin letters or ≥ 2 characters, names from listings with ≥ 5 or ≥ 3; brand_alias_trust then measures them.
-- Grain: one row per alias
WITH
brand_names AS (SELECT * FROM brand_names),
brand_spellings AS (SELECT * FROM brand_spellings),
seeds AS (
    SELECT alias, brand, kind, 'seed' AS source, length(alias) >= 2 AS is_searched, 1 AS preference
    FROM brand_names
    WHERE kind <> 'no_brand'
),
written AS (
    SELECT
        unnest([latin, chinese]) AS alias,
        brand,
        CASE WHEN is_reference THEN 'reference' ELSE 'listing' END AS source,
        listings
    FROM brand_spellings
    WHERE brand IS NOT NULL
),
own AS (
    SELECT
        alias,
        brand,
        'name' AS kind,
        source,
        -- Two letters, figures alone and names seen once are too often a plain word.
        regexp_matches(alias, '[a-z\x{c0}-\x{9fff}]')
        AND (
            regexp_matches(alias, '^[^\x{3400}-\x{9fff}]{5,}$|^[\x{3400}-\x{9fff}]{3,}$') AND listings >= 2
            OR source = 'reference' AND regexp_matches(alias, '^[^\x{3400}-\x{9fff}]{3,}$|^[\x{3400}-\x{9fff}]{2,}$')
        ) AS is_searched,
        2 AS preference
    FROM written
    WHERE alias IS NOT NULL
),
-- The whole spelling too ("asus 華碩"), so that a brand column is looked up by lower(trim(brand)).
whole AS (
    SELECT lower(trim(spelling)) AS alias, brand, 'name' AS kind, 'spelling' AS source, FALSE AS is_searched, 3 AS preference
    FROM brand_spellings
    WHERE brand IS NOT NULL
),
together AS (
    SELECT * FROM seeds
    UNION ALL
    SELECT * FROM own
    UNION ALL
    SELECT * FROM whole
)
SELECT alias, brand, kind, source, is_searched
FROM together
QUALIFY row_number() OVER (PARTITION BY alias ORDER BY preference, is_searched DESC, source DESC, kind DESC, brand) = 1
ORDER BY alias
