-- Reference prices that may have been delivered more than once: rows that share brand and category with another.
-- Grain: one row per source_file, source_row
WITH shared AS (
    SELECT brand, category
    FROM raw.reference_prices
    GROUP BY brand, category
    HAVING count(*) > 1
)

SELECT
    delivered.brand, delivered.category, delivered.reference_price, delivered.product,
    delivered.currency, delivered.valid_from, delivered.valid_to, delivered.source,
    delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.reference_prices AS delivered
SEMI JOIN shared USING (brand, category)
