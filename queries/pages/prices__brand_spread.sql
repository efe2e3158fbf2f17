-- How each brand's prices spread below and above the reference, in steps of 10^0.05 (about 12 %).
-- Grain: one row per brand, step
WITH listing_prices AS (
    SELECT * FROM listing_prices
),

kept AS (
    SELECT brand, suspect, CAST(floor(log10(price_ratio) * 20) AS INTEGER) AS step
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN $ratio_low AND $ratio_high
        AND (suspect OR NOT $suspects_only)
),

brands AS (
    SELECT brand, count(*) AS brand_listings, count(*) FILTER (WHERE suspect) AS brand_suspect_listings
    FROM kept
    GROUP BY brand
    ORDER BY brand_suspect_listings DESC, brand_listings DESC, brand
    LIMIT $most
)

SELECT
    kept.brand,
    kept.step,
    count(*) AS listings,
    count(*) FILTER (WHERE kept.suspect) AS suspect_listings,
    min(brands.brand_listings) AS brand_listings,
    min(brands.brand_suspect_listings) AS brand_suspect_listings
FROM kept
JOIN brands ON brands.brand = kept.brand
GROUP BY kept.brand, kept.step
ORDER BY brand_suspect_listings DESC, brand_listings DESC, kept.brand, kept.step
