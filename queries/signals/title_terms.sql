-- Brand names and words of the trade as they stand in titles; of two that overlap, the longer one is meant.
-- Found through a hash join on two characters, so that the cost grows with the text and not with the lexicon; a title
-- that many listings carry is read once.
-- Grain: one row per listing_id, starts_at, class
WITH
title_text AS (SELECT * FROM title_text),
text_lexicon AS (SELECT * FROM text_lexicon),
titles AS (
    SELECT DISTINCT title FROM title_text
),
places AS (
    SELECT title, unnest(generate_series(1, length(title) - 1)) AS starts_at
    FROM titles
),
hits AS (
    SELECT
        places.title,
        CAST(places.starts_at AS INTEGER) AS starts_at,
        CAST(places.starts_at + characters - 1 AS INTEGER) AS ends_at,
        phrase,
        class,
        brand,
        meaning,
        strength,
        source
    FROM places
    JOIN text_lexicon ON substring(title, starts_at, 2) = key
    WHERE
        substring(title, starts_at, characters) = phrase
        AND (NOT starts_as_word OR starts_at = 1 OR NOT regexp_matches(substring(title, starts_at - 1, 1), '[a-z0-9]'))
        AND (NOT ends_as_word OR NOT regexp_matches(substring(title, starts_at + characters, 1), '[a-z0-9]'))
),
-- A hit is inside another where some hit that starts no later ends no earlier and is longer.
reach AS (
    SELECT
        *,
        max(ends_at) OVER (
            PARTITION BY title ORDER BY starts_at
            RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_before,
        max(ends_at) OVER (PARTITION BY title, starts_at) AS longest_here
    FROM hits
)
SELECT
    title_text.listing_id, title_text.shop_id, reach.starts_at, reach.ends_at, reach.phrase, reach.class, reach.brand,
    reach.meaning, reach.strength, reach.source
FROM reach
JOIN title_text ON title_text.title = reach.title
WHERE reach.ends_at = reach.longest_here AND (reach.reached_before IS NULL OR reach.ends_at > reach.reached_before)
ORDER BY title_text.listing_id, reach.starts_at, reach.class, reach.phrase
