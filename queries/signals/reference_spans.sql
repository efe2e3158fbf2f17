-- From the cheapest to the dearest product that the brand itself prices in a category. A listing without a style
-- code is held against the cheapest one: whatever it is, the brand sells nothing of the kind for less.
-- Grain: one row per brand, category, currency
WITH reference_points AS (
    SELECT * FROM reference_points
)

SELECT
    brand,
    category,
    currency,
    count(DISTINCT product) FILTER (WHERE product <> '') AS products,
    min(reference_price) FILTER (WHERE product <> '') AS span_low,
    max(reference_price) FILTER (WHERE product <> '') AS span_high,
    min(reference_price) FILTER (WHERE product = '') AS category_price
FROM reference_points
GROUP BY brand, category, currency
ORDER BY brand, category, currency
