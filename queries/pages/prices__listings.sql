-- The listings behind the chart: what the filters keep and, where something was picked, that part alone.
-- Grain: one row per listing_id
WITH listing_prices AS (
    SELECT * FROM listing_prices
),

kept AS (
    SELECT *, CASE WHEN $by_brand THEN brand_lane ELSE product_lane END AS lane
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN greatest($ratio_low, $picked_low) AND least($ratio_high, $picked_high)
        AND (suspect OR NOT $suspects_only)
        AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), lane)
            -- '' stands for every lane without a row of its own on the chart.
            OR (list_contains(CAST($lanes AS VARCHAR[]), '') AND NOT list_contains(CAST($drawn_lanes AS VARCHAR[]), lane))
        )
        AND (
            len(CAST($listing_ids AS VARCHAR[])) = 0
            OR list_contains(CAST($listing_ids AS VARCHAR[]), listing_id)
        )
)

SELECT
    listing_id,
    title,
    shop_id,
    shop_name,
    suspect,
    brand,
    category,
    product,
    currency,
    price,
    reference_price,
    price_ratio,
    price_basis,
    span_low,
    span_high,
    innocent_reading,
    units,
    orders,
    amount
FROM kept
ORDER BY suspect DESC, price_ratio, listing_id
LIMIT $most
