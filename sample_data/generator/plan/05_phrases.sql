-- Phrases and brand words as lists, for drawing one by its place.
CREATE TABLE phrase_list AS
SELECT p.style, p.place, list(coalesce(p.phrase, '') ORDER BY p.phrase) AS phrases
FROM phrases AS p JOIN settings AS s ON s.words = p.lang
GROUP BY p.style, p.place;

CREATE TABLE brand_word_list AS
SELECT brand, CASE style WHEN 'misspelt' THEN 'disguise' ELSE style END AS style, list(word ORDER BY word) AS words
FROM brand_words JOIN settings AS s ON s.words <> 'zh_other' OR style = 'slang'
GROUP BY ALL;

CREATE TABLE complaint_list AS
SELECT c.reason, list(c.text ORDER BY c.text) AS texts
FROM complaint_texts AS c JOIN settings AS s ON s.words = c.lang
GROUP BY c.reason;

-- One row of lists to draw from: names, roads, couriers, and the places by their number.
CREATE TABLE lists AS
SELECT
    list(n.word ORDER BY n.word) FILTER (WHERE n.part = 'surname') AS surnames,
    list(n.word ORDER BY n.word) FILTER (WHERE n.part = 'given') AS given_names,
    list(n.word ORDER BY n.word) FILTER (WHERE n.part = 'shop') AS shop_words,
    list(n.word ORDER BY n.word) FILTER (WHERE n.part = 'road') AS roads,
    list(n.word ORDER BY n.word) FILTER (WHERE n.part = 'courier') AS couriers,
    (SELECT list(adcode ORDER BY place_no) FROM place) AS adcodes,
    (SELECT list(full_name ORDER BY place_no) FROM place) AS place_names,
    (SELECT list(latitude ORDER BY place_no) FROM place) AS latitudes,
    (SELECT list(longitude ORDER BY place_no) FROM place) AS longitudes,
FROM names AS n JOIN settings AS s ON s.lang = n.lang;
