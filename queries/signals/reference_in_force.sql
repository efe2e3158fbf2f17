-- The brand's price of a product at a date: the one in force then; where none was, the one nearest before or after.
-- Grain: one row per brand, category, product, currency, priced_at
WITH reference_points AS (
    SELECT * FROM reference_points WHERE product <> ''
),

goods AS (
    SELECT
        listings.listing_id,
        listing_text.goods_brand AS brand,
        lower(trim(listings.category)) AS category,
        upper(trim(listings.product)) AS product,
        listings.currency
    FROM listings
    JOIN listing_text ON listing_text.listing_id = listings.listing_id
    WHERE listing_text.goods_brand IS NOT NULL AND listings.product IS NOT NULL
),

asked AS (
    SELECT goods.brand, goods.category, goods.product, goods.currency, reference_date.ended_at AS priced_at
    FROM goods
    CROSS JOIN reference_date
    UNION
    SELECT
        goods.brand, goods.category, goods.product, listing_sales.currency, listing_sales.period_started_at AS priced_at
    FROM listing_sales
    JOIN goods ON goods.listing_id = listing_sales.listing_id
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
