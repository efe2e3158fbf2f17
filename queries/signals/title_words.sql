-- Latin words of titles, each once, without the signs that set its letters apart (`bare`), and in how many listings.
-- Grain: one row per word
WITH
title_word_places AS (SELECT * FROM title_word_places)
SELECT word, regexp_replace(word, '[^a-z0-9@$!|€£]+', '', 'g') AS bare, count(*) AS times
FROM title_word_places
GROUP BY word
HAVING length(bare) BETWEEN 2 AND 16
ORDER BY word
