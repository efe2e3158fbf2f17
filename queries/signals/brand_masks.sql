-- Latin and Chinese brand names with one letter, or two in a row, put by an asterisk: n*ke, ad**as, 阿*达斯.
-- Only forms that a single brand can be meant by.
-- Grain: one row per mask
WITH
brand_known_names AS (SELECT * FROM brand_known_names),
names AS (
    SELECT
        alias, brand, unnest(generate_series(2, length(alias))) AS place
    FROM brand_known_names
    WHERE
        kind = 'name'
        AND source IN ('seed', 'reference')
        AND is_searched
        AND regexp_matches(alias, '^[a-z]{4,14}$|^[\x{3400}-\x{9fff}]{3,8}$')
),
masks AS (
    SELECT left(alias, place - 1) || '*' || substring(alias, place + 1) AS mask, brand FROM names
    UNION ALL
    SELECT left(alias, place - 1) || '*' || substring(alias, place + 2), brand
    FROM names
    WHERE length(alias) >= 6 AND place < length(alias)
)
SELECT mask, min(brand) AS brand
FROM masks
GROUP BY mask
HAVING count(DISTINCT brand) = 1
ORDER BY mask
