-- How many of a shop's photos hide the front or the mark.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: poor photographs.
SELECT
    shop_id,
    'photos' AS signal,
    CASE
        WHEN flagged >= 0.5 * listings THEN 'many'
        WHEN flagged >= 0.2 * listings THEN 'some'
        WHEN flagged > 0 THEN 'few'
        ELSE 'none'
    END AS level,
    flagged / CAST(listings AS DOUBLE) AS figure,
    CAST(NULL AS DOUBLE) AS usual,
    listings / (1.0 + listings) AS support
FROM shop_photos
ORDER BY shop_id
