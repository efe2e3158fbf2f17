-- The brand's price of a product at a date: the one in force then; where none was, the one nearest before or after.
-- Grain: one row per brand, category, product, currency, priced_at
WITH reference_points AS (
    SELECT * FROM reference_points WHERE product <> ''
),

asked AS (
    SELECT DISTINCT brand, category, product, currency, priced_at FROM asked_and_sold WHERE product <> ''
)

SELECT
    asked.brand,
    asked.category,
    asked.product,
    asked.currency,
    asked.priced_at,
    reference_points.reference_price
FROM asked
JOIN reference_points
    ON
        reference_points.brand = asked.brand
        AND reference_points.category = asked.category
        AND reference_points.product = asked.product
        AND reference_points.currency = asked.currency
QUALIFY row_number() OVER (
    PARTITION BY asked.brand, asked.category, asked.product, asked.currency, asked.priced_at
    ORDER BY
        CASE
            WHEN asked.priced_at < reference_points.valid_from THEN reference_points.valid_from - asked.priced_at
            WHEN asked.priced_at >= reference_points.valid_to THEN asked.priced_at - reference_points.valid_to
            ELSE INTERVAL 0 SECOND
        END,
        reference_points.valid_from DESC,
        reference_points.reference_price
) = 1
ORDER BY asked.brand, asked.category, asked.product, asked.currency, asked.priced_at
