-- Brand names and words of the trade as they stand in titles; of two that overlap, the longer one is meant.
-- Found through a hash join on two characters, so that the cost grows with the text and not with the lexicon.
-- Grain: one row per listing_id, starts_at, class
WITH
title_text AS (SELECT * FROM title_text),
text_lexicon AS (SELECT * FROM text_lexicon),
places AS (
    SELECT listing_id, shop_id, title, unnest(generate_series(1, length(title) - 1)) AS starts_at
    FROM title_text
),
hits AS (
    SELECT
        places.listing_id,
        places.shop_id,
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
            PARTITION BY listing_id ORDER BY starts_at
            RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_before,
        max(ends_at) OVER (PARTITION BY listing_id, starts_at) AS longest_here
    FROM hits
)
SELECT listing_id, shop_id, starts_at, ends_at, phrase, class, brand, meaning, strength, source
FROM reach
WHERE ends_at = longest_here AND (reached_before IS NULL OR ends_at > reached_before)
ORDER BY listing_id, starts_at, class, phrase
