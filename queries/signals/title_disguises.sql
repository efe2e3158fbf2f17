-- Brands disguised in titles: the word as found, what it stands for, and how it is disguised. The brand must not stand
-- plainly in the same title, and nothing in it may say that the goods only fit a brand.
-- Grain: one row per listing_id
-- Innocent reason: a typo is a typo; a decorative letter is not a disguise.
WITH
title_word_places AS (SELECT * FROM title_word_places),
disguised_words AS (SELECT * FROM disguised_words),
title_split_names AS (SELECT * FROM title_split_names),
title_hidden_names AS (SELECT * FROM title_hidden_names),
brand_categories AS (SELECT * FROM brand_categories),
listings AS (SELECT * FROM listings),
title_terms AS (SELECT * FROM title_terms),
title_brands AS (SELECT * FROM title_brands),
found AS (
    SELECT title_word_places.listing_id, disguised_words.word, disguised_words.brand, disguised_words.disguise
    FROM title_word_places
    JOIN disguised_words ON disguised_words.word = title_word_places.word
    UNION ALL
    SELECT listing_id, word, brand, disguise FROM title_split_names
    UNION ALL
    SELECT listing_id, word, brand, disguise FROM title_hidden_names
    UNION ALL
    SELECT title_terms.listing_id, phrase, title_terms.brand, CASE source WHEN 'sound' THEN 'sound' ELSE 'misspelt' END
    FROM title_terms
    JOIN listings ON listings.listing_id = title_terms.listing_id
    -- Chinese characters of the same sound are often something else's name: only among the brand's own goods.
    JOIN brand_categories
        ON brand_categories.brand = title_terms.brand AND brand_categories.category = lower(trim(listings.category))
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
SELECT listing_id, brand, word, disguise
FROM standing
-- The one that is the hardest to come by innocently.
QUALIFY row_number() OVER (
    PARTITION BY listing_id
    ORDER BY
        CASE disguise
            WHEN 'look_alike' THEN 1
            WHEN 'invisible' THEN 2
            WHEN 'separators' THEN 3
            WHEN 'mask' THEN 4
            WHEN 'leet' THEN 5
            WHEN 'sound' THEN 6
            ELSE 7
        END,
        word,
        brand
) = 1
ORDER BY listing_id
