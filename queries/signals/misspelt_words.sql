-- Latin words of titles one slip away from a brand's name: addidas, adiads, nikee, guccii.
-- A letter doubled or a double dropped, or two changed over, count from four letters on; a letter left out or put by one
-- that sounds or looks like it from six. Never the first letter, never a name cut short, never a word the data use in its own right.
-- Grain: one row per word
WITH
title_words AS (SELECT * FROM title_words),
brand_lexicon AS (SELECT * FROM brand_lexicon),
brand_latin_names AS (SELECT * FROM brand_latin_names),
names AS (
    SELECT latin.name, latin.brand, latin.is_seed, coalesce(title_words.times, 0) AS name_times
    FROM brand_latin_names AS latin
    LEFT JOIN title_words ON title_words.word = latin.name
),
known AS (
    SELECT alias AS word FROM brand_lexicon
    UNION ALL
    SELECT name FROM names
    UNION ALL
    SELECT alias || 's' FROM brand_lexicon
),
candidates AS (
    -- "ray-bam" is read as raybam.
    SELECT title_words.word, title_words.bare, title_words.times
    FROM title_words
    ANTI JOIN known ON known.word = title_words.bare
    WHERE regexp_matches(title_words.word, '^[a-z-]+$') AND length(title_words.bare) BETWEEN 4 AND 17
),
-- Two words one slip apart share a form with at most one letter left out (the deletion neighbourhood of SymSpell).
name_forms AS (
    SELECT DISTINCT name, brand, is_seed, name_times, left(name, place - 1) || substring(name, place + 1) AS form
    FROM (SELECT *, unnest(generate_series(1, length(name) + 1)) AS place FROM names)
),
word_forms AS (
    SELECT DISTINCT word, bare, times, left(bare, place - 1) || substring(bare, place + 1) AS form
    FROM (SELECT *, unnest(generate_series(1, length(bare) + 1)) AS place FROM candidates)
),
pairs AS (
    SELECT DISTINCT
        word,
        bare,
        times,
        name,
        brand,
        is_seed,
        name_times,
        string_split(bare, '') AS letters,
        string_split(name, '') AS name_letters
    FROM word_forms
    JOIN name_forms USING (form)
    WHERE left(bare, 1) = left(name, 1) AND damerau_levenshtein(bare, name) = 1
),
judged AS (
    SELECT
        *,
        -- Letters that sound alike are made one before the comparison.
        translate(bare, 'eiouykqzpdtvwm', 'aaaaacccbbbffn') = translate(name, 'eiouykqzpdtvwm', 'aaaaacccbbbffn') AS is_sound,
        list_sort(letters) = list_sort(name_letters) AS is_changed_over,
        list_filter(letters, lambda letter, i: i = 1 OR letter <> letters[i - 1])
        = list_filter(name_letters, lambda letter, i: i = 1 OR letter <> name_letters[i - 1]) AS is_doubling
    FROM pairs
)
SELECT word, brand, name
FROM judged
WHERE
    (
        (is_changed_over OR is_doubling) AND (is_seed OR length(name) >= 6)
        OR length(name) >= 6 AND (is_sound OR length(bare) < length(name))
    )
    AND NOT starts_with(name, bare)
    AND times <= greatest(2, 0.05 * name_times)
QUALIFY row_number() OVER (PARTITION BY word ORDER BY is_doubling DESC, is_changed_over DESC, name_times DESC, name) = 1
ORDER BY word
