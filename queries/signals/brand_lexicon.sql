-- The names each brand goes by: those known beforehand, and the names that listings themselves bring.
-- A name from listings is looked for in titles (is_searched) from 5 letters or 3 characters on, where two listings
-- state it; brand_alias_trust then measures it. A disguise in a brand column is no name.
-- Grain: one row per alias
WITH
brand_known_names AS (SELECT * FROM brand_known_names),
brand_spellings AS (SELECT * FROM brand_spellings WHERE brand IS NOT NULL AND disguise IS NULL),
written AS (
    SELECT unnest([latin, chinese]) AS alias, brand, listings FROM brand_spellings
),
own AS (
    SELECT
        alias,
        brand,
        'name' AS kind,
        'listing' AS source,
        regexp_matches(alias, '[a-z\x{c0}-\x{9fff}]')
        AND regexp_matches(alias, '^[^\x{3400}-\x{9fff}]{5,}$|^[\x{3400}-\x{9fff}]{3,}$')
        AND listings >= 2 AS is_searched,
        2 AS preference
    FROM written
    WHERE alias IS NOT NULL
),
-- The whole spelling too ("asus 華碩"), so that a brand column is looked up by lower(trim(brand)).
whole AS (
    SELECT
        lower(trim(spelling)) AS alias, brand, 'name' AS kind, 'spelling' AS source, FALSE AS is_searched, 3 AS preference
    FROM brand_spellings
),
together AS (
    SELECT alias, brand, kind, source, is_searched, 1 AS preference FROM brand_known_names
    UNION ALL
    SELECT * FROM own
    UNION ALL
    SELECT * FROM whole
)
SELECT alias, brand, kind, source, is_searched
FROM together
QUALIFY row_number() OVER (PARTITION BY alias ORDER BY preference, is_searched DESC, source DESC, kind DESC, brand) = 1
ORDER BY alias
