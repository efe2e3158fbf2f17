-- How far a shop goes in hiding, or hinting at, the brands it sells.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: slang, trade words, typing errors.
SELECT
    shop_id,
    'description' AS signal,
    CASE
        WHEN disguised >= 3 OR disguised >= 0.2 * listings AND disguised > 0 THEN 'disguised'
        WHEN disguised > 0 THEN 'disguised_once'
        WHEN avoided >= 2 OR avoided >= 0.2 * listings AND avoided > 0 THEN 'avoided'
        WHEN coded_branded >= 2 OR coded_branded >= 0.2 * listings AND coded_branded > 0 THEN 'coded'
        WHEN coded > 0 THEN 'coded_no_brand'
        WHEN slangy > 0 OR avoided > 0 THEN 'slang'
        WHEN branded = 0 THEN 'no_brand'
        ELSE 'clean'
    END AS level,
    greatest(disguised, coded, avoided, slangy) / CAST(listings AS DOUBLE) AS figure,
    CAST(NULL AS DOUBLE) AS usual,
    1 AS support
FROM shop_description
ORDER BY shop_id
