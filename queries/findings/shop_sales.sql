-- What each shop sold, in the currency it sells most in: amounts in different currencies are never added. Sales at risk
-- are the paid order lines of listings of a brand, less those that are no goods of that brand.
-- Grain: one row per shop_id
WITH by_currency AS (
    SELECT
        shop_id,
        currency,
        CAST(sum(orders) AS BIGINT) AS orders,
        CAST(sum(units) AS BIGINT) AS units,
        CAST(sum(amount_paid) AS DECIMAL(38, 4)) AS amount
    FROM listing_sales
    GROUP BY shop_id, currency
),

main AS (
    SELECT * FROM by_currency QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY orders DESC, currency) = 1
),

at_risk AS (
    SELECT
        listing_sales.shop_id,
        listing_sales.currency,
        CAST(sum(listing_sales.amount_paid) AS DECIMAL(38, 4)) AS amount
    FROM listing_sales
    JOIN listing_scores ON listing_scores.listing_id = listing_sales.listing_id
    WHERE
        listing_scores.brand IS NOT NULL
        AND listing_scores.price_use IN ('used', 'no_reference', 'implausible')
    GROUP BY listing_sales.shop_id, listing_sales.currency
),

ordered AS (
    SELECT shop_id, min(ordered_at) AS first_order_at, max(ordered_at) AS last_order_at FROM orders GROUP BY shop_id
)

SELECT
    main.shop_id,
    main.currency,
    main.orders,
    main.units,
    main.amount,
    coalesce(at_risk.amount, 0) AS amount_at_risk,
    ordered.first_order_at,
    ordered.last_order_at
FROM main
JOIN ordered ON ordered.shop_id = main.shop_id
LEFT JOIN at_risk ON at_risk.shop_id = main.shop_id AND at_risk.currency = main.currency
ORDER BY main.shop_id
