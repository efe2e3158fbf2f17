-- The answer in figures: how many suspect shops sell below half of the reference, over all listings that could be judged.
-- Filters and picks together, as in prices__listings.
-- $cleared: shops that were cleared, which are no suspects.
-- Read off price_steps where no shop and no listing is named and no price ratio left out, else listing by listing.
-- Grain: one row
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
    SELECT
        brand, category, suspect, shop_id, product_lane, brand_lane, price_basis, listings, cheap_listings, cheap_units
    FROM price_steps
    WHERE EXISTS (SELECT 1 FROM in_steps)
    UNION ALL
    SELECT
        brand, category, suspect, shop_id, product_lane, brand_lane, price_basis,
        1, CAST(price_ratio < 0.5 AS BIGINT), CASE WHEN price_ratio < 0.5 THEN units END
    FROM listing_prices
    WHERE NOT EXISTS (SELECT 1 FROM in_steps)
        AND price_ratio BETWEEN greatest($ratio_low, $picked_low) AND least($ratio_high, $picked_high)
        AND ($shop = '' OR shop_id = $shop)
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_id IN (SELECT listing_id FROM picked_ids))
),

reviewed AS (
    SELECT
        * REPLACE (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect),
        CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM priced
),

kept AS (
    SELECT *
    FROM reviewed
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND (suspect OR NOT $suspects_only)
        AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            -- '' stands for every lane that had no row of its own where the pick was made.
            OR list_contains(CAST($lanes AS VARCHAR[]), '')
            AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
        )
)

SELECT
    CAST(coalesce(sum(listings), 0) AS BIGINT) AS listings,
    CAST(coalesce(sum(cheap_listings) FILTER (WHERE suspect), 0) AS BIGINT) AS cheap_listings,
    count(DISTINCT shop_id) FILTER (WHERE suspect AND cheap_listings > 0) AS cheap_shops,
    CAST(coalesce(sum(cheap_listings) FILTER (WHERE NOT suspect), 0) AS BIGINT) AS cheap_others,
    CAST(coalesce(sum(cheap_units) FILTER (WHERE suspect), 0) AS BIGINT) AS cheap_units,
    CAST(coalesce(sum(listings) FILTER (WHERE price_basis = 'peers'), 0) AS BIGINT) AS by_peers
FROM kept
