-- Reference prices that break a rule, each with the first rule it breaks, in this order:
-- missing_value, price_not_positive.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        brand, category, reference_price, source_file, source_row
    FROM raw.reference_prices
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.brand, '') = ''
                OR coalesce(delivered.category, '') = ''
                OR delivered.reference_price IS NULL
                THEN 'missing_value'
            WHEN delivered.reference_price <= 0 THEN 'price_not_positive'
        END AS reason
    FROM delivered
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
