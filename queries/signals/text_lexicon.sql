-- Every phrase looked for in titles and descriptions: brand names and words of the trade, with the key they are found by.
-- A phrase that begins or ends in Latin letters or digits must stand as a word of its own there.
-- Grain: one row per phrase, class
WITH
brand_lexicon AS (SELECT * FROM brand_lexicon),
brand_sound_alikes AS (SELECT * FROM brand_sound_alikes),
trade_words AS (SELECT * FROM trade_words),
collected AS (
    SELECT alias AS phrase, kind AS class, brand, alias AS meaning, NULL AS strength, source
    FROM brand_lexicon
    WHERE is_searched
    UNION ALL
    -- Names of two words are also written with a hyphen or as one.
    SELECT
        unnest([replace(alias, ' ', '-'), replace(replace(alias, ' ', ''), '-', ''), replace(alias, '-', ' ')]),
        kind,
        brand,
        alias,
        NULL,
        source
    FROM brand_lexicon
    WHERE
        is_searched
        AND kind IN ('name', 'line', 'lawful_other')
        AND regexp_matches(alias, '[a-z][ -][a-z]')
        AND length(alias) >= 7
    UNION ALL
    SELECT alias, 'misspelt', brand, alias, NULL, 'sound' FROM brand_sound_alikes ANTI JOIN brand_lexicon USING (alias)
    UNION ALL
    SELECT term, class, NULL, same_as, strength, 'seed' FROM trade_words
),
plain AS (
    SELECT
        translate(phrase, 'àáâãäåçèéêëìíîïñòóôõöùúûüýÿ', 'aaaaaaceeeeiiiinooooouuuuyy') AS phrase,
        class,
        brand,
        meaning,
        strength,
        source
    FROM collected
)
SELECT
    phrase,
    class,
    min(brand) AS brand,
    min(meaning) AS meaning,
    min(strength) AS strength,
    min(source) AS source,
    left(phrase, 2) AS key,
    CAST(length(phrase) AS INTEGER) AS characters,
    regexp_matches(phrase, '^[a-z0-9]') AS starts_as_word,
    regexp_matches(phrase, '[a-z0-9]$') AS ends_as_word
FROM plain
WHERE length(phrase) >= 2
GROUP BY phrase, class
ORDER BY phrase, class
