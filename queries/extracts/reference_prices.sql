-- Reference prices in force: sound rows, of each id the latest observation.
-- Grain: one row per source_file, source_row
SELECT
    nullif(trim(delivered.brand), '') AS brand,
    nullif(trim(delivered.category), '') AS category,
    delivered.reference_price,
    nullif(trim(delivered.product), '') AS product,
    coalesce(nullif(upper(trim(delivered.currency)), ''), 'CNY') AS currency,
    delivered.valid_from,
    delivered.valid_to,
    delivered.source,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.reference_prices AS delivered
ANTI JOIN bad_reference_prices USING (source_file, source_row)
ANTI JOIN superseded_reference_prices USING (source_file, source_row)
ORDER BY delivered.brand, delivered.category, delivered.product, delivered.valid_from, delivered.source_file, delivered.source_row
