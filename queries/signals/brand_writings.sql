-- Every way a brand is written in the data's own brand columns: `plain` in lower case, single blanks, full-width and
-- other decorative letters made plain; and who writes it so.
-- Grain: one row per spelling
WITH
look_alikes AS (SELECT * FROM look_alikes),
decoration AS (
    SELECT string_agg(character, '' ORDER BY character) AS fancy, string_agg(imitates, '' ORDER BY character) AS letters
    FROM look_alikes
    WHERE class = 'typographic'
),
written AS (
    SELECT brand, 1 AS listings, 0 AS is_reference, 0 AS is_authorised FROM listings WHERE brand IS NOT NULL
    UNION ALL
    SELECT brand, 0, 1, 0 FROM reference_prices WHERE brand IS NOT NULL
    UNION ALL
    SELECT brand, 0, 0, 1 FROM authorised_sellers WHERE brand IS NOT NULL
),
spellings AS (
    SELECT
        brand AS spelling,
        sum(listings) AS listings,
        max(is_reference) = 1 AS is_reference,
        max(is_authorised) = 1 AS is_authorised
    FROM written
    GROUP BY brand
)
SELECT
    spelling,
    trim(regexp_replace(translate(lower(spelling), fancy, letters), '[\s　]+', ' ', 'g')) AS plain,
    listings,
    is_reference,
    is_authorised
FROM spellings
CROSS JOIN decoration
ORDER BY spelling
