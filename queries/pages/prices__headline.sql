-- The answer in figures: how many suspect shops sell below half of the reference, over all listings that could be judged.
-- Filters and picks together, as in prices__listings.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row
WITH listing_prices AS (
    SELECT * REPLACE (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) AS suspect)
    FROM listing_prices
),

picked_ids AS (
    SELECT unnest(CAST($listing_ids AS VARCHAR[])) AS listing_id
),

kept AS (
    SELECT *, CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN greatest($ratio_low, $picked_low) AND least($ratio_high, $picked_high)
        AND (suspect OR NOT $suspects_only)
        AND ($shop = '' OR shop_id = $shop)
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_id IN (SELECT listing_id FROM picked_ids))
        AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            -- '' stands for every lane that had no row of its own where the pick was made.
            OR (
                list_contains(CAST($lanes AS VARCHAR[]), '')
                AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
            )
        )
)

SELECT
    count(*) AS listings,
    count(*) FILTER (WHERE suspect AND price_ratio < 0.5) AS cheap_listings,
    count(DISTINCT shop_id) FILTER (WHERE suspect AND price_ratio < 0.5) AS cheap_shops,
    count(*) FILTER (WHERE NOT suspect AND price_ratio < 0.5) AS cheap_others,
    CAST(coalesce(sum(units) FILTER (WHERE suspect AND price_ratio < 0.5), 0) AS BIGINT) AS cheap_units,
    count(*) FILTER (WHERE price_basis = 'peers') AS by_peers
FROM kept
