-- What brands make: one line a brand and category, a ladder of products from cheapest to dearest.
CREATE TABLE line AS
SELECT
    row_number() OVER (ORDER BY b.brand, b.category) - 1 AS line_no,
    b.brand, CASE s.lang WHEN 'zh' THEN b.local_name END AS local_name,
    CASE s.lang WHEN 'zh' THEN b.category ELSE c.name_en END AS category,
    string_split(CASE s.lang WHEN 'zh' THEN c.words_zh ELSE c.words_en END, '|') AS nouns,
    b.category = '球衣' AS is_jersey,
    b.low * s.money_scale AS low,
    b.high * s.money_scale AS high,
    b.products, b.appeal, b.lookalike_of,
    draw(s.seed, hash_word(b.brand), 11) >= s.unreferenced_brands AS has_reference,
FROM brand_lines AS b JOIN categories AS c ON c.category = b.category, settings AS s
WHERE b.brand_set = s.brand_set;

CREATE TABLE product AS
WITH laddered AS (
    SELECT *, unnest(range(products)) AS step FROM line
)
SELECT
    row_number() OVER (ORDER BY l.line_no, l.step) - 1 AS product_no,
    l.line_no, l.step,
    chr((65 + (l.line_no * 7 + l.step * 3) % 26)::INTEGER) || chr((65 + (l.line_no * 5 + l.step * 11) % 26)::INTEGER)
        || lpad(pick(s.seed, l.line_no * 64 + l.step, 12, 10000)::VARCHAR, 4, '0') || '-'
        || lpad(pick(s.seed, l.line_no * 64 + l.step, 13, 1000)::VARCHAR, 3, '0') AS style_code,
    round(between_logs((l.step + 0.5 * draw(s.seed, l.line_no * 64 + l.step, 14)) / greatest(1, l.products - 0.5), l.low, l.high) / 10)
        * 10 - 1 AS reference_price,
FROM laddered AS l, settings AS s;

-- Lines as buyers ask for them, in slots; brands nobody mistakes for another only.
CREATE TABLE line_slot AS
WITH wanted AS (
    SELECT line_no, unnest(range(appeal)) AS copy FROM line WHERE lookalike_of IS NULL
)
SELECT row_number() OVER (ORDER BY line_no, copy) - 1 AS slot, line_no FROM wanted;

CREATE TABLE like_named_slot AS
SELECT row_number() OVER (ORDER BY line_no) - 1 AS slot, line_no FROM line WHERE lookalike_of IS NOT NULL;

CREATE TABLE good AS
SELECT
    row_number() OVER (ORDER BY g.category, g.word_zh) - 1 AS good_no,
    CASE s.lang WHEN 'zh' THEN g.category ELSE c.name_en END AS category,
    CASE s.lang WHEN 'zh' THEN g.word_zh ELSE g.word_en END AS word,
    g.low * s.money_scale AS low, g.high * s.money_scale AS high, g.source_town = 1 AS source_town,
FROM goods AS g JOIN categories AS c ON c.category = g.category, settings AS s;
