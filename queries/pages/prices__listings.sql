-- The listings behind the chart: what the filters keep and, where something was picked, that part alone.
-- $cleared: shops that were cleared, which are no suspects.
-- The first are found by what they are sorted by; their wide rows are read afterwards.
-- Grain: one row per listing_id
WITH picked_rows AS (
    SELECT rowid AS listing_row
    FROM listing_prices
    WHERE len(CAST($listing_ids AS VARCHAR[])) > 0
        AND listing_id IN (SELECT unnest(CAST($listing_ids AS VARCHAR[])))
),

reviewed AS (
    SELECT
        * REPLACE (
            suspect AND (len(CAST($cleared AS VARCHAR[])) = 0 OR NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)) AS suspect
        ),
        rowid AS listing_row,
        CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM listing_prices
),

kept AS (
    SELECT listing_row, suspect
    FROM reviewed
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN greatest($ratio_low, $picked_low) AND least($ratio_high, $picked_high)
        AND (suspect OR NOT $suspects_only)
        AND ($shop = '' OR shop_id = $shop)
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_row IN (SELECT listing_row FROM picked_rows))
        AND (
            len(CAST($lanes AS VARCHAR[])) = 0
            OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            -- '' stands for every lane that had no row of its own where the pick was made.
            OR list_contains(CAST($lanes AS VARCHAR[]), '')
            AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
        )
    -- Of one price those come first that the chart would draw first.
    ORDER BY suspect DESC, price_ratio, listing_row
    LIMIT $most
)

SELECT
    listing_prices.listing_id,
    listing_prices.title,
    listing_prices.shop_id,
    listing_prices.shop_name,
    kept.suspect,
    listing_prices.brand,
    listing_prices.category,
    listing_prices.product,
    listing_prices.currency,
    listing_prices.price,
    listing_prices.reference_price,
    listing_prices.price_ratio,
    listing_prices.price_basis,
    listing_prices.span_low,
    listing_prices.span_high,
    listing_prices.innocent_reading,
    listing_prices.units,
    listing_prices.orders,
    listing_prices.amount
FROM listing_prices
JOIN kept ON kept.listing_row = listing_prices.rowid
ORDER BY kept.suspect DESC, listing_prices.price_ratio, kept.listing_row
