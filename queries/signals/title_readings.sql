-- Titles with letters of another script inside Latin words (DIОR), or invisible characters inside words, read as they look.
-- Grain: one row per listing_id
WITH
title_text AS (SELECT * FROM title_text),
look_alikes AS (SELECT * FROM look_alikes),
letters AS (
    SELECT
        string_agg(character, '' ORDER BY character) AS foreign_letters,
        string_agg(imitates, '' ORDER BY character) AS looks
    FROM look_alikes
    WHERE class = 'look_alike'
)
SELECT
    listing_id,
    title,
    CASE
        WHEN regexp_matches(title, '[\x{250}-\x{2af}\x{370}-\x{52f}\x{1d00}-\x{1d2b}]') THEN 'look_alike' ELSE 'invisible'
    END AS disguise,
    translate(regexp_replace(title, '[\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}]', '', 'g'), foreign_letters, looks) AS reading
FROM title_text
CROSS JOIN letters
WHERE
    regexp_matches(title, '[a-z][\x{250}-\x{2af}\x{370}-\x{52f}\x{1d00}-\x{1d2b}]')
    OR regexp_matches(title, '[\x{250}-\x{2af}\x{370}-\x{52f}\x{1d00}-\x{1d2b}][a-z]')
    OR regexp_matches(title, '[a-z\x{4e00}-\x{9fff}][\x{ad}\x{200b}-\x{200f}\x{2060}\x{feff}][a-z\x{4e00}-\x{9fff}]')
ORDER BY listing_id
