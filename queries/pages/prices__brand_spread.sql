-- How each brand's prices spread below and above the reference, in steps of 10^0.05 (about 12 %); of what was picked
-- beside all: brands without any of it stay out.
-- $cleared: shops that were cleared, which are no suspects.
-- Read off price_steps where no shop and no listing is named and no price ratio left out, else listing by listing.
-- Grain: one row per brand, step
WITH in_steps AS (
    SELECT 1
    FROM price_steps
    HAVING
        $shop = '' AND len(CAST($listing_ids AS VARCHAR[])) = 0
        AND min(ratio_low) >= greatest($ratio_low, $picked_low) AND max(ratio_high) <= least($ratio_high, $picked_high)
),

picked_ids AS (
    SELECT unnest(CAST($listing_ids AS VARCHAR[])) AS listing_id
),

priced AS (
    SELECT brand, category, suspect, shop_id, product_lane, brand_lane, step, listings, true AS is_named
    FROM price_steps
    WHERE EXISTS (SELECT 1 FROM in_steps)
    UNION ALL
    SELECT
        brand, category, suspect, shop_id, product_lane, brand_lane, floor(log10(price_ratio) * 20), 1,
        ($shop = '' OR shop_id = $shop)
        AND price_ratio BETWEEN $picked_low AND $picked_high
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_id IN (SELECT listing_id FROM picked_ids))
    FROM listing_prices
    WHERE NOT EXISTS (SELECT 1 FROM in_steps) AND price_ratio BETWEEN $ratio_low AND $ratio_high
),

reviewed AS (
    SELECT
        * REPLACE (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect),
        CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM priced
),

kept AS (
    SELECT brand, suspect, step, listings,
        is_named AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            OR list_contains(CAST($lanes AS VARCHAR[]), '')
            AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
        ) AS is_picked
    FROM reviewed
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND (suspect OR NOT $suspects_only)
),

steps AS (
    SELECT
        brand, CAST(step AS INTEGER) AS step,
        CAST(sum(listings) AS BIGINT) AS listings,
        CAST(coalesce(sum(listings) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_listings,
        CAST(coalesce(sum(listings) FILTER (WHERE is_picked), 0) AS BIGINT) AS picked_listings
    FROM kept
    GROUP BY brand, step
),

brands AS (
    SELECT
        brand,
        CAST(sum(listings) AS BIGINT) AS brand_listings,
        CAST(sum(suspect_listings) AS BIGINT) AS brand_suspect_listings,
        CAST(sum(picked_listings) AS BIGINT) AS brand_picked_listings
    FROM steps
    GROUP BY brand
    HAVING brand_picked_listings > 0
    ORDER BY brand_suspect_listings DESC, brand_listings DESC, brand
    LIMIT $most
)

SELECT steps.*, brands.* EXCLUDE (brand)
FROM steps
JOIN brands ON brands.brand = steps.brand
ORDER BY brand_suspect_listings DESC, brand_listings DESC, steps.brand, steps.step
