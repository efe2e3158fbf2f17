-- Reference prices that another row replaces: identical repeats, and older
-- observations of the same brand, category, product, currency, valid_from.
-- Grain: one row per source_file, source_row
WITH sound AS (
    SELECT
        brand, category, reference_price, product, currency, valid_from, valid_to, source, observed_at,
        source_file, source_row
    FROM repeated_reference_prices
    ANTI JOIN bad_reference_prices USING (source_file, source_row)
),

ranked AS (
    SELECT
        source_file,
        source_row,
        observed_at,
        row_number() OVER (
            PARTITION BY
                brand, category, reference_price, product, currency, valid_from, valid_to, source
            ORDER BY observed_at DESC NULLS LAST, source_file, source_row
        ) AS recency,
        max(observed_at) OVER (PARTITION BY brand, category, product, currency, valid_from) AS latest_observed_at
    FROM sound
)

SELECT source_file, source_row
FROM ranked
WHERE recency > 1 OR observed_at < latest_observed_at
ORDER BY source_file, source_row
