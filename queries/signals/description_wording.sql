-- Words of the trade in the opening of descriptions, where the goods are described; house rules follow further down. An
-- opening that many listings share is read once.
-- Grain: one row per listing_id
WITH
text_lexicon AS (
    SELECT * FROM text_lexicon
    WHERE
        class IN ('code_word', 'harmless', 'second_hand', 'parallel_import')
        OR class = 'outlet' AND strength IS NULL
),
written AS (
    SELECT listing_id, left(lower(left(description, 120)), 120) AS opening FROM listings WHERE description IS NOT NULL
),
openings AS (
    SELECT DISTINCT opening FROM written
),
places AS (
    SELECT opening, unnest(generate_series(1, length(opening) - 1)) AS starts_at FROM openings
),
hits AS (
    SELECT
        opening,
        starts_at,
        starts_at + characters - 1 AS ends_at,
        class,
        meaning,
        strength
    FROM places
    JOIN text_lexicon ON substring(opening, starts_at, 2) = key
    WHERE
        substring(opening, starts_at, characters) = phrase
        AND (NOT starts_as_word OR starts_at = 1 OR NOT regexp_matches(substring(opening, starts_at - 1, 1), '[a-z0-9]'))
        AND (NOT ends_as_word OR NOT regexp_matches(substring(opening, starts_at + characters, 1), '[a-z0-9]'))
),
reach AS (
    SELECT
        *,
        max(ends_at) OVER (
            PARTITION BY opening ORDER BY starts_at
            RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_before,
        max(ends_at) OVER (PARTITION BY opening, starts_at) AS longest_here
    FROM hits
),
meant AS (
    SELECT
        opening,
        list_sort(list(DISTINCT meaning) FILTER (WHERE class = 'code_word')) AS code_words,
        bool_or(class = 'code_word' AND strength = 'telling') AS has_telling_code_word,
        bool_or(class = 'second_hand') AS is_second_hand,
        bool_or(class = 'outlet') AS is_outlet,
        bool_or(class = 'parallel_import') AS is_parallel_import
    FROM reach
    WHERE ends_at = longest_here AND (reached_before IS NULL OR ends_at > reached_before)
    GROUP BY opening
)
SELECT
    written.listing_id,
    meant.code_words,
    meant.has_telling_code_word,
    meant.is_second_hand,
    meant.is_outlet,
    meant.is_parallel_import
FROM meant
JOIN written ON written.opening = meant.opening
ORDER BY written.listing_id
