-- Brand names in plain Latin letters, each as one word ("underarmour"), to which disguised words are compared.
-- Grain: one row per name
WITH
brand_known_names AS (SELECT * FROM brand_known_names)
SELECT
    regexp_replace(alias, '[^a-z]+', '', 'g') AS name,
    min(brand) AS brand,
    bool_and(regexp_matches(alias, '[^a-z]')) AS is_compound,
    bool_or(source = 'seed') AS is_seed
FROM brand_known_names
WHERE kind = 'name' AND source IN ('seed', 'reference') AND regexp_matches(alias, '^[a-z .&''-]+$')
GROUP BY name
HAVING length(name) BETWEEN 4 AND 16 AND count(DISTINCT brand) = 1
ORDER BY name
