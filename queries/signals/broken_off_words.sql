-- Words of titles that break a brand's name off with asterisks: "monc*", "gucc**".
-- Four letters or all but the last, and only where a single brand begins like that.
-- Grain: one row per word
WITH
title_words AS (SELECT * FROM title_words),
names AS (SELECT * FROM brand_latin_names WHERE is_seed OR length(name) >= 6)
SELECT title_words.word, min(names.brand) AS brand, min(names.name) AS name
FROM title_words
JOIN names
    ON
        left(names.name, 3) = left(title_words.bare, 3)
        AND starts_with(names.name, title_words.bare)
        AND length(names.name) > length(title_words.bare)
WHERE
    regexp_matches(title_words.word, '^[a-z]{3,}[*＊]{1,3}$')
    AND (length(title_words.bare) >= 4 OR length(title_words.bare) = length(names.name) - 1)
GROUP BY title_words.word
HAVING count(DISTINCT names.brand) = 1
ORDER BY title_words.word
