-- Brand names that stand in a title only when it is read as it looks: "DIОR" with a Cyrillic О, "Bur<invisible>berry".
-- Grain: one row per listing_id, starts_at
WITH
title_readings AS (SELECT * FROM title_readings),
text_lexicon AS (
    SELECT * FROM text_lexicon
    WHERE class IN ('name', 'abbreviation', 'line') AND source IN ('seed', 'reference')
),
readings AS (
    SELECT listing_id, title, disguise, reading FROM title_readings
    UNION ALL
    -- Figures and l for i beside foreign letters: "NlKЕ".
    SELECT listing_id, title, disguise, translate(reading, '1l0|!3$@', 'iioiiesa') FROM title_readings
),
places AS (
    SELECT *, unnest(generate_series(1, length(reading) - 1)) AS starts_at FROM readings
)
SELECT
    places.listing_id,
    CAST(starts_at AS INTEGER) AS starts_at,
    arg_max(brand, characters) AS brand,
    arg_max(phrase, characters) AS name,
    -- The same stretch as it was written, where nothing was taken out of it.
    arg_max(
        CASE disguise WHEN 'look_alike' THEN substring(title, starts_at, characters) ELSE phrase END, characters
    ) AS word,
    min(disguise) AS disguise
FROM places
JOIN text_lexicon ON substring(reading, starts_at, 2) = key
WHERE
    substring(reading, starts_at, characters) = phrase
    AND NOT contains(title, phrase)
    AND (NOT starts_as_word OR starts_at = 1 OR NOT regexp_matches(substring(reading, starts_at - 1, 1), '[a-z0-9]'))
    AND (NOT ends_as_word OR NOT regexp_matches(substring(reading, starts_at + characters, 1), '[a-z0-9]'))
GROUP BY places.listing_id, starts_at
ORDER BY places.listing_id, starts_at
