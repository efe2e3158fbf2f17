-- Every way a brand is written in the data's own brand columns, and the one name it stands for here, disguises
-- (N1KE, 耐*克) seen through. A spelling that says "no brand" has brand NULL; `disguise` is NULL where it is plain.
-- Grain: one row per spelling
SELECT
    brand_columns.spelling,
    coalesce(stated_disguises.brand, brand_columns.brand) AS brand,
    brand_columns.latin,
    brand_columns.chinese,
    stated_disguises.disguise,
    brand_columns.is_in_seeds,
    brand_columns.is_reference,
    brand_columns.listings
FROM brand_columns
LEFT JOIN stated_disguises ON stated_disguises.spelling = brand_columns.spelling
ORDER BY brand_columns.spelling
