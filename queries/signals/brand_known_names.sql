-- The names that brands are known by before any listing is read: the seeds' and those in reference prices.
-- A name is looked for in titles (is_searched) where it can hardly be a plain word: from reference prices, ≥ 3 Latin
-- letters or ≥ 2 characters.
-- Grain: one row per alias
WITH
brand_names AS (SELECT * FROM brand_names),
brand_columns AS (SELECT * FROM brand_columns),
seeds AS (
    SELECT alias, brand, kind, 'seed' AS source, length(alias) >= 2 AS is_searched, 1 AS preference
    FROM brand_names
    WHERE kind <> 'no_brand'
),
written AS (
    SELECT unnest([latin, chinese]) AS alias, brand
    FROM brand_columns
    WHERE brand IS NOT NULL AND is_reference
),
priced AS (
    SELECT
        alias,
        brand,
        'name' AS kind,
        'reference' AS source,
        regexp_matches(alias, '[a-z\x{c0}-\x{9fff}]')
        AND regexp_matches(alias, '^[^\x{3400}-\x{9fff}]{3,}$|^[\x{3400}-\x{9fff}]{2,}$') AS is_searched,
        2 AS preference
    FROM written
    WHERE alias IS NOT NULL
),
together AS (SELECT * FROM seeds UNION ALL SELECT * FROM priced)
SELECT alias, brand, kind, source, is_searched
FROM together
QUALIFY row_number() OVER (PARTITION BY alias ORDER BY preference, is_searched DESC, kind DESC, brand) = 1
ORDER BY alias
