-- Latin words of titles, with the figures and signs written among their letters, by listing.
-- Grain: one row per listing_id, word
WITH
title_text AS (SELECT * FROM title_text),
words AS (
    SELECT
        listing_id,
        unnest(
            regexp_extract_all(
                title,
                '[a-z0-9@$!|€£\x{250}-\x{2af}\x{370}-\x{52f}]+(?:[*＊.·•・_~^-]{1,3}[a-z0-9@$!|€£\x{370}-\x{52f}]+)*'
            )
        ) AS word
    FROM title_text
    UNION ALL
    -- n i k e: single letters, each with a blank between.
    SELECT listing_id, unnest(regexp_extract_all(title, '(?:^|[^a-z0-9 ] ?)((?:[a-z] ){3,9}[a-z])(?:$|[^a-z0-9])', 1))
    FROM title_text
    WHERE regexp_matches(title, '[a-z] [a-z] [a-z] [a-z]')
)
SELECT listing_id, word
FROM words
WHERE length(word) BETWEEN 4 AND 24
GROUP BY listing_id, word
ORDER BY listing_id, word
