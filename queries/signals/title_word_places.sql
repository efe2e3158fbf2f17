-- Latin words of titles, with the figures and signs written among their letters, by listing.
-- Grain: one row per listing_id, word
WITH
title_text AS (SELECT * FROM title_text),
listed AS (
    SELECT
        listing_id,
        regexp_extract_all(title, '[a-z0-9@$!|€£]+(?:[*＊.·•・_~^-]{1,3}[a-z0-9@$!|€£]+)*[*＊]{0,3}') AS words
    FROM title_text
),
words AS (
    SELECT listing_id, unnest(words) AS word FROM listed
    UNION ALL
    -- Two words in a row read as one, for names of two words: "new ba1ance".
    SELECT
        listing_id,
        unnest(list_transform(
            generate_series(1, array_length(words) - 1),
            lambda i: CASE
                WHEN regexp_matches(words[i], '[a-z].*[a-z]') AND regexp_matches(words[i + 1], '[a-z].*[a-z]')
                    THEN words[i] || words[i + 1]
            END
        ))
    FROM listed
    WHERE array_length(words) >= 2
    UNION ALL
    -- n i k e: single letters, each with a blank between.
    SELECT listing_id, unnest(regexp_extract_all(title, '(?:^|[^a-z0-9 ] ?)((?:[a-z] ){2,9}[a-z])(?:$|[^a-z0-9])', 1))
    FROM title_text
    WHERE regexp_matches(title, '[a-z] [a-z] [a-z]')
)
SELECT listing_id, word
FROM words
WHERE
    length(word) <= 24
    AND regexp_matches(word, '[a-z]')
    AND (length(word) >= 4 OR regexp_matches(word, '[a-z][*＊][a-z0-9]'))
GROUP BY listing_id, word
ORDER BY listing_id, word
