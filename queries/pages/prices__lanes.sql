-- The lanes of the price chart: products and whole categories, or brands, those with most listings of suspect shops first.
-- $shop: only the lanes in which that shop sells, with everybody's listings: its prices stand among theirs.
-- $cleared: shops that were cleared, which are no suspects.
-- Read off price_steps where no shop is named and no price ratio left out, else listing by listing: the same figures.
-- Grain: one row per lane
WITH in_steps AS (
    SELECT 1
    FROM price_steps
    HAVING $shop = '' AND min(ratio_low) >= $ratio_low AND max(ratio_high) <= $ratio_high
),

priced AS (
    SELECT
        brand, category, product, currency, is_by_product, price_basis, product_lane, brand_lane, suspect, shop_id,
        reference_low, reference_high, span_low, span_high, listings
    FROM price_steps
    WHERE EXISTS (SELECT 1 FROM in_steps)
    UNION ALL
    SELECT
        brand, category, product, currency, is_by_product, price_basis, product_lane, brand_lane, suspect, shop_id,
        reference_price, reference_price, span_low, span_high, 1
    FROM listing_prices
    WHERE NOT EXISTS (SELECT 1 FROM in_steps) AND price_ratio BETWEEN $ratio_low AND $ratio_high
),

reviewed AS (
    SELECT * REPLACE (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect)
    FROM priced
),

kept AS (
    SELECT *, CASE WHEN $by_brand THEN brand_lane ELSE product_lane END AS lane
    FROM reviewed
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND (suspect OR NOT $suspects_only)
)

SELECT
    lane,
    min(brand) AS brand,
    min(category) AS category,
    CASE WHEN NOT $by_brand THEN min(product) FILTER (WHERE is_by_product) END AS product,
    min(currency) AS currency,
    CASE WHEN bool_and(is_by_product) THEN 'product' ELSE max(price_basis) FILTER (WHERE NOT is_by_product) END
        AS price_basis,
    count(DISTINCT product_lane) FILTER (WHERE is_by_product) AS products,
    min(reference_low) AS reference_low,
    max(reference_high) AS reference_high,
    min(span_low) AS span_low,
    max(span_high) AS span_high,
    CAST(sum(listings) AS BIGINT) AS listings,
    CAST(coalesce(sum(listings) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_listings,
    count(*) OVER () AS lanes,
    CAST(sum(sum(listings)) OVER () AS BIGINT) AS all_listings,
    CAST(sum(coalesce(sum(listings) FILTER (WHERE suspect), 0)) OVER () AS BIGINT) AS all_suspect_listings
FROM kept
GROUP BY lane
HAVING $shop = '' OR count(*) FILTER (WHERE shop_id = $shop) > 0
ORDER BY suspect_listings DESC, listings DESC, lane
LIMIT $most
