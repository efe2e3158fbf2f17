-- Latin words of titles that stand for a brand without spelling it: separators, masks, figures for letters,
-- misspellings.
-- Grain: one row per word
WITH
title_words AS (SELECT * FROM title_words),
brand_lexicon AS (SELECT * FROM brand_lexicon),
look_alikes AS (SELECT * FROM look_alikes),
brand_masks AS (SELECT * FROM brand_masks),
misspelt_words AS (SELECT * FROM misspelt_words),
broken_off_words AS (SELECT * FROM broken_off_words),
brand_latin_names AS (SELECT * FROM brand_latin_names),
names AS (
    -- Short names that only the data brought are too near to other words.
    SELECT name, brand, is_compound, is_seed FROM brand_latin_names WHERE is_seed OR length(name) >= 6
),
letters AS (
    SELECT
        string_agg(character, '' ORDER BY character) FILTER (WHERE class = 'leet' AND script IS NULL) AS leet,
        string_agg(imitates, '' ORDER BY character) FILTER (WHERE class = 'leet' AND script IS NULL) AS leet_means
    FROM look_alikes
),
-- Of a name as such ("e-books", "7-eleven") nothing is to be read.
candidates AS (
    SELECT word, bare FROM title_words ANTI JOIN brand_lexicon ON brand_lexicon.alias = title_words.word
),
readings AS (
    SELECT word, bare AS reading, 'separators' AS disguise, 2 AS preference
    FROM candidates
    WHERE word <> bare AND regexp_matches(word, '(^|[^a-z])[a-z]{1,3}[^a-z]|[*·•_~^]')
    UNION ALL
    SELECT word, translate(bare, leet, leet_means), 'leet', 3
    FROM candidates CROSS JOIN letters
    WHERE regexp_matches(bare, '[a-z][^a-z]+[a-z]|[a-z]{4}[^a-z]$|^[^a-z][a-z]{3}')
    UNION ALL
    -- The second reading of 1, ! and |; and l written for i, i for l ("nlke", "iacoste").
    SELECT word, translate(bare, '1!|0345@$', 'llloeasas'), 'leet', 4
    FROM candidates WHERE regexp_matches(bare, '[1!|]') AND regexp_matches(bare, '[a-z]')
    UNION ALL
    SELECT word, unnest([replace(bare, 'l', 'i'), replace(bare, 'i', 'l')]), 'leet', 5
    FROM candidates WHERE regexp_matches(bare, '^[a-z]*[li][a-z]*$') AND word = bare
),
found AS (
    SELECT word, brand, name, disguise, preference
    FROM readings JOIN names ON names.name = readings.reading
    WHERE
        word <> name
        -- "off.white" is another way to write two words, "off*white" is not; "k a t e" may be decoration.
        AND NOT (disguise = 'separators' AND is_compound AND NOT regexp_matches(word, '[*＊]'))
        AND (is_seed OR NOT regexp_matches(word, ' '))
    UNION ALL
    SELECT word, brand, mask, 'mask', 2
    FROM candidates JOIN brand_masks ON mask = regexp_replace(word, '[*＊·•・_~^]{1,3}', '*')
    UNION ALL
    SELECT word, brand, name, 'mask', 3 FROM broken_off_words
    UNION ALL
    SELECT word, brand, name, 'misspelt', 6 FROM misspelt_words
    UNION ALL
    -- Two or three letters set apart by a sign: n*b, t n f.
    SELECT word, brand, alias, 'separators', 2
    FROM candidates
    JOIN brand_lexicon ON brand_lexicon.alias = candidates.bare AND brand_lexicon.source = 'seed'
    WHERE length(bare) <= 3 AND regexp_matches(word, '^[a-z]{1,2}([*＊·• ][a-z0-9])+$')
)
SELECT word, brand, name, disguise
FROM found
QUALIFY row_number() OVER (PARTITION BY word ORDER BY preference, name) = 1
ORDER BY word
