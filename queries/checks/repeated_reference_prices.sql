-- Reference prices that may have been delivered more than once: rows that share brand and category with another.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        brand, category, reference_price, product, currency, valid_from, valid_to, source, observed_at,
        source_file, source_row
    FROM raw.reference_prices
),

shared AS (
    SELECT brand, category
    FROM delivered
    GROUP BY brand, category
    HAVING count(*) > 1
)

SELECT
    delivered.brand, delivered.category, delivered.reference_price, delivered.product,
    delivered.currency, delivered.valid_from, delivered.valid_to, delivered.source,
    delivered.observed_at, delivered.source_file, delivered.source_row
FROM delivered
SEMI JOIN shared USING (brand, category)
