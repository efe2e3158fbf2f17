-- Brand price lists: a row a product, in two validity windows where the list changed at mid-year, and one for the category.
WITH priced AS (
    SELECT l.brand, l.category, p.style_code, p.reference_price, p.product_no, draw(s.seed, p.product_no, 870) AS u_change
    FROM product AS p JOIN line AS l ON l.line_no = p.line_no, settings AS s
    WHERE l.has_reference AND draw(s.seed, p.product_no, 871) < 0.93
),
row_of_product AS (
    SELECT brand, category, style_code AS product, reference_price::DECIMAL(18, 2) AS reference_price,
        DATE '2025-07-01' AS valid_from, CASE WHEN u_change < 0.3 THEN DATE '2026-06-30' END AS valid_to,
    FROM priced
    UNION ALL
    SELECT brand, category, style_code, round(reference_price * 1.05)::DECIMAL(18, 2), DATE '2026-07-01', NULL
    FROM priced WHERE u_change < 0.3
),
row_of_category AS (
    SELECT brand, category, NULL::VARCHAR AS product, median(reference_price)::DECIMAL(18, 2) AS reference_price,
        DATE '2025-07-01' AS valid_from, NULL::DATE AS valid_to,
    FROM priced GROUP BY brand, category
)
SELECT
    r.brand, r.category, r.product, r.reference_price, s.currency,
    r.valid_from::TIMESTAMP AS valid_from, r.valid_to::TIMESTAMP AS valid_to, 'brand price list' AS source,
FROM (SELECT * FROM row_of_product UNION ALL SELECT * FROM row_of_category) AS r, settings AS s
ORDER BY r.brand, r.category, r.product NULLS FIRST, r.valid_from
