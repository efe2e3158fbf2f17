-- Words of the trade in titles, by what they say of the goods.
-- Grain: one row per listing_id
WITH
title_terms AS (SELECT * FROM title_terms)
SELECT
    listing_id,
    list_sort(list(DISTINCT meaning) FILTER (WHERE class = 'code_word')) AS code_words,
    bool_or(class = 'code_word' AND strength = 'telling') AS has_telling_code_word,
    bool_or(class = 'deposit') AS is_deposit,
    bool_or(class = 'difference') AS is_difference,
    bool_or(class = 'unit') AS is_single_unit,
    bool_or(class = 'second_hand') AS is_second_hand,
    bool_or(class = 'outlet') AS is_outlet,
    bool_or(class = 'parallel_import') AS is_parallel_import,
    bool_or(class = 'kids') AS is_kids
FROM title_terms
WHERE class IN ('code_word', 'deposit', 'difference', 'unit', 'second_hand', 'outlet', 'parallel_import', 'kids')
GROUP BY listing_id
ORDER BY listing_id
