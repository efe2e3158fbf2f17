-- What a disguised brand column is compared to: known names as one word, masked names, names respelt by sound or by a
-- slip of the pen. Only where a single brand is meant.
-- Grain: one row per name, disguise
-- Innocent reason: a small brand's own name may be one of these; stated_disguises asks who states it, of what goods.
WITH
brand_known_names AS (SELECT * FROM brand_known_names),
brand_masks AS (SELECT * FROM brand_masks),
brand_sound_alikes AS (SELECT * FROM brand_sound_alikes),
brand_latin_names AS (SELECT * FROM brand_latin_names),
brand_columns AS (SELECT * FROM brand_columns),
known AS (
    SELECT regexp_replace(alias, '[ .&''’-]+', '', 'g') AS name, brand
    FROM brand_known_names
    WHERE kind = 'name'
),
slips AS (
    SELECT plain, name, latin.brand, string_split(plain, '') AS letters, string_split(name, '') AS name_letters
    FROM brand_columns
    JOIN brand_latin_names AS latin
        ON left(name, 1) = left(plain, 1) AND length(name) BETWEEN length(plain) - 1 AND length(plain) + 1
    WHERE regexp_matches(plain, '^[a-z]{4,17}$') AND NOT is_in_seeds AND damerau_levenshtein(plain, name) = 1
),
collected AS (
    SELECT name, brand, unnest(['look_alike', 'invisible', 'separators', 'leet']) AS disguise
    FROM known
    WHERE length(name) >= 4 OR regexp_matches(name, '^[\x{4e00}-\x{9fff}]{2,}$')
    UNION ALL
    -- 阿*迪: what is no name as such is meant as one where it is broken up.
    SELECT alias, brand, 'separators'
    FROM brand_known_names
    WHERE kind IN ('abbreviation', 'slang') AND regexp_matches(alias, '^[\x{4e00}-\x{9fff}]{2,}$')
    UNION ALL
    -- "Lν": a letter of another script is told from any other however short the name.
    SELECT name, brand, unnest(['look_alike', 'invisible']) FROM known WHERE length(name) BETWEEN 2 AND 3
    UNION ALL
    SELECT mask, brand, 'mask' FROM brand_masks
    UNION ALL
    SELECT alias, brand, 'misspelt' FROM brand_sound_alikes
    UNION ALL
    SELECT alias, brand, 'misspelt' FROM brand_known_names WHERE kind = 'misspelt'
    UNION ALL
    -- 耐k: slang of the two scripts at once.
    SELECT alias, brand, 'misspelt' FROM brand_known_names
    WHERE kind = 'slang' AND regexp_matches(alias, '^([a-z]+[\x{4e00}-\x{9fff}]|[\x{4e00}-\x{9fff}][a-z]+)$')
    UNION ALL
    -- A letter doubled, a double dropped, two changed over: no more is read of what a shop gives as its brand.
    SELECT plain, brand, 'misspelt'
    FROM slips
    WHERE
        NOT starts_with(name, plain)
        AND (
            list_sort(letters) = list_sort(name_letters)
            OR list_filter(letters, lambda letter, i: i = 1 OR letter <> letters[i - 1])
            = list_filter(name_letters, lambda letter, i: i = 1 OR letter <> name_letters[i - 1])
        )
)
SELECT name, disguise, min(brand) AS brand
FROM collected
GROUP BY name, disguise
HAVING count(DISTINCT brand) = 1
ORDER BY name, disguise
