-- Phrases of complaints' texts that bear on whether the goods are called counterfeit, clause by clause.
-- Only texts are read whose reason is missing or 'other'; of overlapping phrases the longer one is meant.
-- Grain: one row per complaint_id, starts_at
WITH
complaints AS (SELECT * FROM complaints),
complaint_phrases AS (SELECT * FROM complaint_phrases),
texts AS (
    SELECT complaint_id, left(regexp_replace(lower(text), '\s+', ' ', 'g'), 1000) AS text
    FROM complaints
    WHERE text IS NOT NULL AND coalesce(reason, 'other') = 'other'
),
places AS (
    SELECT complaint_id, text, unnest(generate_series(1, length(text))) AS starts_at FROM texts
),
phrases AS (
    SELECT
        phrase,
        meaning,
        left(phrase, 1) AS key,
        length(phrase) AS characters,
        regexp_matches(phrase, '^[a-z0-9]') AS starts_as_word,
        regexp_matches(phrase, '[a-z0-9]$') AS ends_as_word
    FROM complaint_phrases
),
hits AS (
    SELECT complaint_id, starts_at, starts_at + characters - 1 AS ends_at, phrase, meaning
    FROM places
    JOIN phrases ON substring(text, starts_at, 1) = key
    WHERE
        substring(text, starts_at, characters) = phrase
        AND (NOT starts_as_word OR starts_at = 1 OR NOT regexp_matches(substring(text, starts_at - 1, 1), '[a-zà-ÿ0-9]'))
        AND (NOT ends_as_word OR NOT regexp_matches(substring(text, starts_at + characters, 1), '[a-zà-ÿ0-9]'))
),
reach AS (
    SELECT
        *,
        max(ends_at) OVER (
            PARTITION BY complaint_id ORDER BY starts_at
            RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS reached_before,
        max(ends_at) OVER (PARTITION BY complaint_id, starts_at) AS longest_here
    FROM hits
)
SELECT
    complaint_id,
    starts_at,
    ends_at,
    phrase,
    meaning,
    -- A clause begins at a stop, a conjunction or a fresh assertion ("就是"), and ends with a question's mark.
    CAST(
        sum(CASE WHEN meaning IN ('break', 'affirm') THEN 1 ELSE 0 END) OVER (
            PARTITION BY complaint_id ORDER BY starts_at, ends_at ROWS UNBOUNDED PRECEDING
        )
        + coalesce(sum(CASE WHEN meaning = 'question' THEN 1 ELSE 0 END) OVER (
            PARTITION BY complaint_id ORDER BY starts_at, ends_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ), 0) AS INTEGER
    ) AS clause
FROM reach
WHERE ends_at = longest_here AND (reached_before IS NULL OR ends_at > reached_before)
ORDER BY complaint_id, starts_at
