-- Brands disguised in titles: the word as found, what it stands for, and how it is disguised. The brand must not stand
-- plainly in the same title, and nothing in it may say that the goods only fit a brand.
-- Grain: one row per listing_id
-- Innocent reason: a typo is a typo; a decorative letter is not a disguise.
WITH
title_word_places AS (SELECT * FROM title_word_places),
disguised_words AS (SELECT * FROM disguised_words),
title_split_names AS (SELECT * FROM title_split_names),
title_terms AS (SELECT * FROM title_terms),
title_brands AS (SELECT * FROM title_brands),
found AS (
    SELECT title_word_places.listing_id, disguised_words.word, disguised_words.brand, disguised_words.disguise
    FROM title_word_places
    JOIN disguised_words ON disguised_words.word = title_word_places.word
    UNION ALL
    SELECT listing_id, word, brand, disguise FROM title_split_names
    UNION ALL
    SELECT listing_id, phrase, brand, CASE source WHEN 'sound' THEN 'sound' ELSE 'misspelt' END
    FROM title_terms
    WHERE class = 'misspelt'
),
fitting AS (
    SELECT DISTINCT listing_id FROM title_terms WHERE class = 'fits' AND strength = 'telling'
),
standing AS (
    SELECT found.*
    FROM found
    ANTI JOIN fitting ON fitting.listing_id = found.listing_id
    ANTI JOIN title_brands ON title_brands.listing_id = found.listing_id AND title_brands.brand = found.brand
)
SELECT
    listing_id,
    arg_min(brand, word) AS brand,
    min(word) AS word,
    arg_min(disguise, word) AS disguise,
    count(*) AS words
FROM standing
GROUP BY listing_id
ORDER BY listing_id
