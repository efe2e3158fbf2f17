-- How each brand's prices spread below and above the reference, in steps of 10^0.05 (about 12 %); of what was picked
-- beside all: brands without any of it stay out.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per brand, step
WITH listing_prices AS (
    SELECT * REPLACE (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect)
    FROM listing_prices
),

picked_ids AS (
    SELECT unnest(CAST($listing_ids AS VARCHAR[])) AS listing_id
),

filtered AS (
    SELECT *, CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN $ratio_low AND $ratio_high
        AND (suspect OR NOT $suspects_only)
),

kept AS (
    SELECT
        brand,
        suspect,
        CAST(floor(log10(price_ratio) * 20) AS INTEGER) AS step,
        ($shop = '' OR shop_id = $shop)
        AND price_ratio BETWEEN $picked_low AND $picked_high
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_id IN (SELECT listing_id FROM picked_ids))
        AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            OR (
                list_contains(CAST($lanes AS VARCHAR[]), '')
                AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
            )
        ) AS is_picked
    FROM filtered
),

brands AS (
    SELECT
        brand,
        count(*) AS brand_listings,
        count(*) FILTER (WHERE suspect) AS brand_suspect_listings,
        count(*) FILTER (WHERE is_picked) AS brand_picked_listings
    FROM kept
    GROUP BY brand
    HAVING count(*) FILTER (WHERE is_picked) > 0
    ORDER BY brand_suspect_listings DESC, brand_listings DESC, brand
    LIMIT $most
)

SELECT
    kept.brand,
    kept.step,
    count(*) AS listings,
    count(*) FILTER (WHERE kept.suspect) AS suspect_listings,
    count(*) FILTER (WHERE kept.is_picked) AS picked_listings,
    min(brands.brand_listings) AS brand_listings,
    min(brands.brand_suspect_listings) AS brand_suspect_listings,
    min(brands.brand_picked_listings) AS brand_picked_listings
FROM kept
JOIN brands ON brands.brand = kept.brand
GROUP BY kept.brand, kept.step
ORDER BY brand_suspect_listings DESC, brand_listings DESC, kept.brand, kept.step
