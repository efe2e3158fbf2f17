-- Phrases and brand words as lists, for drawing one by its place.
CREATE TABLE phrase_list AS
SELECT p.style, p.place, list(coalesce(p.phrase, '') ORDER BY p.phrase) AS phrases
FROM phrases AS p JOIN settings AS s ON s.lang = p.lang
GROUP BY p.style, p.place;

CREATE TABLE brand_word_list AS
SELECT brand, CASE style WHEN 'misspelt' THEN 'disguise' ELSE style END AS style, list(word ORDER BY word) AS words
FROM brand_words GROUP BY ALL;

CREATE TABLE complaint_list AS
SELECT c.reason, list(c.text ORDER BY c.text) AS texts
FROM complaint_texts AS c JOIN settings AS s ON s.lang = c.lang
GROUP BY c.reason;
