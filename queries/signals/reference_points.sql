-- Brand reference prices under the names that listings are compared by: brand in its canonical spelling,
-- category and product without case or blanks, an open end of validity far away.
-- Grain: one row per brand, category, product, currency, valid_from, valid_to
WITH reference_prices AS (
    SELECT * FROM reference_prices
),

canonical AS (
    SELECT spelling, brand FROM brand_spellings
),

spelt AS (
    SELECT
        coalesce(canonical.brand, trim(reference_prices.brand)) AS brand,
        lower(trim(reference_prices.category)) AS category,
        coalesce(upper(trim(reference_prices.product)), '') AS product,
        reference_prices.currency,
        coalesce(reference_prices.valid_from, TIMESTAMP '1970-01-01 00:00:00') AS valid_from,
        coalesce(reference_prices.valid_to, TIMESTAMP '2999-12-31 00:00:00') AS valid_to,
        reference_prices.reference_price
    FROM reference_prices
    LEFT JOIN canonical ON canonical.spelling = reference_prices.brand
)

-- Two sources that give one product two prices at one time: the lower one stands, in the shops' favour.
SELECT
    brand,
    category,
    product,
    currency,
    valid_from,
    valid_to,
    min(reference_price) AS reference_price
FROM spelt
GROUP BY brand, category, product, currency, valid_from, valid_to
ORDER BY brand, category, product, currency, valid_from, valid_to
