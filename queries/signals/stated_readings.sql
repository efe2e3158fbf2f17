-- What a brand column may mean where it is no known name as it stands: read as it looks, without signs between its
-- letters, with letters for figures. One reading is `weak` where an honest brand might be written so.
-- Grain: one row per spelling, reading, disguise
-- Innocent reason: a small brand's name may look like a great one's; names from reference prices, authorisations and
-- the seeds are never read anew.
WITH
brand_columns AS (SELECT * FROM brand_columns),
brand_names AS (SELECT * FROM brand_names),
look_alikes AS (SELECT * FROM look_alikes),
letters AS (
    SELECT
        string_agg(character, '' ORDER BY character) FILTER (WHERE class = 'look_alike') AS others,
        string_agg(imitates, '' ORDER BY character) FILTER (WHERE class = 'look_alike') AS looks,
        string_agg(character, '' ORDER BY character) FILTER (WHERE class = 'leet' AND script IS NULL) AS leet,
        string_agg(imitates, '' ORDER BY character) FILTER (WHERE class = 'leet' AND script IS NULL) AS leet_means
    FROM look_alikes
),
candidates AS (
    SELECT
        spelling,
        plain,
        -- N1KE旗舰店: beside Chinese words it is a word of its own.
        coalesce(latin, plain) AS word,
        regexp_replace(coalesce(latin, plain), '[^a-z0-9@$!|€£]+', '', 'g') AS bare
    FROM brand_columns
    ANTI JOIN brand_names ON brand_names.alias = plain AND brand_names.kind = 'not_the_brand'
    WHERE brand IS NOT NULL AND NOT is_in_seeds AND NOT is_reference AND NOT is_authorised AND listings > 0
),
hidden AS (
    SELECT
        spelling,
        translate(regexp_replace(word, '[\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g'), others, looks) AS reading,
        CASE
            WHEN regexp_matches(word, '[\x{250}-\x{2af}\x{370}-\x{52f}\x{1d00}-\x{1d2b}]') THEN 'look_alike'
            ELSE 'invisible'
        END AS disguise,
        -- Without a single Latin letter it may be a word of its own language.
        NOT regexp_matches(word, '[a-z\x{4e00}-\x{9fff}]') AS is_weak
    FROM candidates
    CROSS JOIN letters
    WHERE
        regexp_matches(word, '[\x{ad}\x{250}-\x{2af}\x{370}-\x{52f}\x{1d00}-\x{1d2b}\x{200b}-\x{200f}\x{2060}\x{feff}]')
),
readings AS (
    SELECT spelling, reading, disguise, is_weak FROM hidden
    UNION ALL
    SELECT spelling, translate(reading, '1l0|!3$@', 'iioiiesa'), disguise, is_weak FROM hidden
    UNION ALL
    -- n*i*k*e; dots, hyphens and blanks may be the way a brand writes itself.
    SELECT spelling, bare, 'separators', NOT regexp_matches(word, '[*＊•~^]')
    FROM candidates
    WHERE regexp_matches(word, '(^|[^a-z])[a-z]{1,3}[ ._·-]+[a-z]|[a-z][*＊•~^]+[a-z0-9]')
    UNION ALL
    SELECT spelling, translate(bare, leet, leet_means), 'leet', FALSE
    FROM candidates CROSS JOIN letters
    WHERE regexp_matches(bare, '[a-z][^a-z]+[a-z]|[a-z]{3}[^a-z]$|^[^a-z][a-z]{3}')
    UNION ALL
    SELECT spelling, translate(bare, '1!|0345@$', 'llloeasas'), 'leet', FALSE
    FROM candidates WHERE regexp_matches(bare, '[1!|]') AND regexp_matches(bare, '[a-z]')
    UNION ALL
    -- l written for i, i for l ("nlke", "iacoste").
    SELECT spelling, unnest([replace(bare, 'l', 'i'), replace(bare, 'i', 'l')]), 'leet', TRUE
    FROM candidates WHERE regexp_matches(bare, '^[a-z]+$')
    UNION ALL
    -- 耐*克
    SELECT spelling, regexp_replace(plain, '[^\x{4e00}-\x{9fff}]+', '', 'g'), 'separators', FALSE
    FROM candidates
    WHERE regexp_matches(plain, '[\x{4e00}-\x{9fff}][*＊•~^|丨×○●★☆_]+[\x{4e00}-\x{9fff}]')
    UNION ALL
    SELECT spelling, regexp_replace(plain, '[*＊×○●★☆]{1,3}', '*'), 'mask', FALSE
    FROM candidates WHERE regexp_matches(plain, '[*＊×○●★☆]')
    UNION ALL
    -- Sounds and slips of the pen are found by names that hold them.
    SELECT spelling, plain, 'misspelt', TRUE FROM candidates
)
SELECT DISTINCT readings.spelling, reading, disguise, is_weak
FROM readings
JOIN candidates ON candidates.spelling = readings.spelling
WHERE length(reading) >= 2 AND (disguise <> 'leet' OR reading <> candidates.bare)
ORDER BY readings.spelling, reading, disguise, is_weak
