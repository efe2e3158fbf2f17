-- Style codes and models of the reference prices that belong to one brand alone.
-- `is_searched`: long and odd enough to be looked for in titles.
-- Grain: one row per style_code
WITH
reference_prices AS (SELECT * FROM reference_prices),
brand_spellings AS (SELECT * FROM brand_spellings),
codes AS (
    SELECT
        regexp_replace(lower(reference_prices.product), '[\s_./-]+', '', 'g') AS style_code,
        brand_spellings.brand
    FROM reference_prices
    JOIN brand_spellings ON brand_spellings.spelling = reference_prices.brand
    WHERE reference_prices.product IS NOT NULL
)
SELECT
    style_code,
    min(brand) AS brand,
    regexp_matches(style_code, '^[a-z0-9]{6,}$') AND regexp_matches(style_code, '[0-9].*[0-9]') AS is_searched
FROM codes
WHERE style_code <> ''
GROUP BY style_code
HAVING count(DISTINCT brand) = 1
ORDER BY style_code
