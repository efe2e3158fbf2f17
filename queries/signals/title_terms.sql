-- Brand names and words of the trade as they stand in titles; of two that overlap, the longer one is meant.
-- Found through hash joins on two or three characters, so that the cost grows with the text and not with the lexicon; a
-- title that many listings carry is read once.
-- Grain: one row per listing_id, starts_at, class
WITH
text_lexicon AS (SELECT * FROM text_lexicon),
titles AS (
    SELECT DISTINCT title FROM title_text
),
places AS (
    SELECT title, unnest(generate_series(1, length(title) - 1)) AS starts_at
    FROM titles
),
begun AS (
    SELECT title, starts_at, substring(title, starts_at, 3) AS beginning FROM places
),
-- Two characters begin many phrases, three few: only these are compared to their end.
likely AS (
    SELECT begun.title, begun.starts_at, text_lexicon.*
    FROM begun
    JOIN text_lexicon ON text_lexicon.characters = 2 AND text_lexicon.phrase = left(begun.beginning, 2)
    UNION ALL
    SELECT begun.title, begun.starts_at, text_lexicon.*
    FROM begun
    JOIN text_lexicon ON text_lexicon.characters > 2 AND left(text_lexicon.phrase, 3) = begun.beginning
),
hits AS (
    SELECT *, starts_at + characters - 1 AS ends_at
    FROM likely
    WHERE
        substring(title, starts_at, characters) = phrase
        AND (NOT starts_as_word OR starts_at = 1 OR NOT regexp_matches(substring(title, starts_at - 1, 1), '[a-z0-9]'))
        AND (NOT ends_as_word OR NOT regexp_matches(substring(title, starts_at + characters, 1), '[a-z0-9]'))
),
-- A hit is inside another where some hit that starts no later ends no earlier and is longer. Titles have 300 characters
-- at most: of the hits that start no later, the one that ends last, and of those the longest, has the highest number.
reach AS (
    SELECT
        *,
        max(1000 * ends_at - starts_at) OVER (
            PARTITION BY title ORDER BY starts_at RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS furthest
    FROM hits
)
SELECT
    title_text.listing_id,
    title_text.shop_id,
    CAST(reach.starts_at AS INTEGER) AS starts_at,
    CAST(reach.ends_at AS INTEGER) AS ends_at,
    reach.phrase,
    reach.class,
    reach.brand,
    reach.meaning,
    reach.strength,
    reach.source
FROM reach
JOIN title_text ON title_text.title = reach.title
WHERE 1000 * reach.ends_at - reach.starts_at = reach.furthest
ORDER BY title_text.listing_id, starts_at, reach.class, reach.phrase
