-- Chinese brand names in titles whose characters are set apart or masked by signs: 耐*克, 阿迪·达斯, 阿*达斯.
-- Grain: one row per listing_id, word
WITH
title_text AS (SELECT * FROM title_text),
brand_lexicon AS (SELECT * FROM brand_lexicon),
brand_masks AS (SELECT * FROM brand_masks),
runs AS (
    SELECT
        listing_id,
        title,
        unnest(
            regexp_extract_all(
                title, '[\x{4e00}-\x{9fff}]{1,8}(?:[*＊·•・._~^|丨×○●★☆-]{1,3}[\x{4e00}-\x{9fff}]{1,8})+'
            )
        ) AS run
    FROM title_text
    WHERE regexp_matches(title, '[\x{4e00}-\x{9fff}][*＊·•・._~^|丨×○●★☆-]{1,3}[\x{4e00}-\x{9fff}]')
),
readings AS (
    SELECT listing_id, title, run, regexp_replace(run, '[^\x{4e00}-\x{9fff}]+', '', 'g') AS reading FROM runs
    UNION ALL
    SELECT listing_id, title, run, regexp_replace(run, '[*＊×○●★☆]+', '*', 'g') FROM runs
),
places AS (
    SELECT *, unnest(generate_series(1, length(reading) - 1)) AS starts_at FROM readings WHERE length(reading) >= 2
),
names AS (
    SELECT alias AS name, brand, 'separators' AS disguise, left(alias, 2) AS key
    FROM brand_lexicon
    WHERE
        kind IN ('name', 'abbreviation', 'slang', 'misspelt')
        AND source IN ('seed', 'reference')
        AND is_searched
        AND regexp_matches(alias, '^[\x{4e00}-\x{9fff}]+$')
    UNION ALL
    SELECT mask, brand, 'mask', left(mask, 2) FROM brand_masks WHERE regexp_matches(mask, '[\x{4e00}-\x{9fff}]')
)
SELECT
    listing_id,
    run AS word,
    arg_max(brand, (disguise = 'separators', length(name), name)) AS brand,
    max(disguise) AS disguise
FROM places
JOIN names ON substring(reading, starts_at, 2) = key
WHERE substring(reading, starts_at, length(name)) = name AND (disguise = 'mask' OR NOT contains(title, name))
GROUP BY listing_id, run
ORDER BY listing_id, run
