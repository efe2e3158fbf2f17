-- The points of the price chart, as many as a browser shows: $most_suspects of suspect shops, $most of the others.
-- Those picked one by one or by their shop go first, then the rare ones: one of each place on the chart, then a second,
-- until there are enough; prices__lanes counts all. $shop: only lanes in which that shop sells; $cleared: no suspects.
-- Lanes with no row of their own share the one named ''. Chosen by what the rows are sorted by; wide rows come last.
-- Grain: one row per listing_id
WITH picked_rows AS (
    SELECT rowid AS listing_row
    FROM listing_prices
    WHERE len(CAST($listing_ids AS VARCHAR[])) > 0
        AND listing_id IN (SELECT unnest(CAST($listing_ids AS VARCHAR[])))
),

filtered AS NOT MATERIALIZED (
    SELECT
        rowid AS listing_row, listing_id, shop_id,
        suspect AND (len(CAST($cleared AS VARCHAR[])) = 0 OR NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id))
            AS suspect,
        innocent_reading IS NULL AS is_plain, units, price_ratio,
        CASE WHEN $by_brand THEN brand_lane ELSE product_lane END AS own_lane,
        CASE WHEN $by_brand THEN brand_place ELSE product_place END AS own_place,
        CASE WHEN $picked_by_brand THEN brand_lane ELSE product_lane END AS picked_lane
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN $ratio_low AND $ratio_high
        AND (suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) OR NOT $suspects_only)
),

kept AS NOT MATERIALIZED (
    SELECT
        listing_row, suspect, is_plain, units, price_ratio, own_place,
        CASE WHEN list_contains(CAST($drawn_lanes AS VARCHAR[]), own_lane) THEN own_lane ELSE '' END AS lane,
        ($shop = '' OR shop_id = $shop)
        AND (len(CAST($listing_ids AS VARCHAR[])) = 0 OR listing_row IN (SELECT listing_row FROM picked_rows)) AS is_named,
        price_ratio BETWEEN $picked_low AND $picked_high
        AND (len(CAST($lanes AS VARCHAR[])) = 0 OR list_contains(CAST($lanes AS VARCHAR[]), picked_lane)
            OR list_contains(CAST($lanes AS VARCHAR[]), '') AND NOT list_contains(CAST($beside AS VARCHAR[]), picked_lane)
        ) AS is_in_band
    FROM filtered
    WHERE $shop = '' OR own_lane IN (SELECT own_lane FROM filtered WHERE shop_id = $shop)
),

-- Named ones before all others; where nothing is named by the place alone, which the rows are laid by.
-- What a row of many lanes shows is told apart once more: they all have a first of each place.
near AS (
    (SELECT * FROM kept WHERE suspect
        ORDER BY CASE WHEN $shop = '' AND len(CAST($listing_ids AS VARCHAR[])) = 0 THEN own_place
            WHEN is_named THEN own_place - 1000000000 ELSE own_place END, listing_row LIMIT 10 * $most_suspects)
    UNION ALL
    (SELECT * FROM kept WHERE NOT suspect
        ORDER BY CASE WHEN $shop = '' AND len(CAST($listing_ids AS VARCHAR[])) = 0 THEN own_place
            WHEN is_named THEN own_place - 1000000000 ELSE own_place END, listing_row LIMIT 10 * $most)
),

placed AS (
    SELECT *,
        row_number() OVER (
            PARTITION BY suspect, lane, floor(log10(price_ratio) * 50) ORDER BY is_named DESC, own_place, listing_row
        ) AS place
    FROM near
),

drawn AS (
    SELECT listing_row, lane, suspect, is_named AND is_in_band AS is_picked
    FROM placed
    QUALIFY
        row_number() OVER (PARTITION BY suspect ORDER BY is_named DESC, place, is_plain, units DESC, listing_row)
        <= CASE WHEN suspect THEN $most_suspects ELSE $most END
)

SELECT
    listing_prices.listing_id, title, shop_id, shop_name, drawn.lane, drawn.suspect, drawn.is_picked,
    is_by_product, innocent_reading, price, price_ratio, units,
    -- Where in its lane a point stands: anywhere, but the same at every visit.
    CAST('0x' || substr(md5(listing_prices.listing_id), 1, 4) AS INTEGER) / 65535.0 AS jitter
FROM listing_prices
JOIN drawn ON drawn.listing_row = listing_prices.rowid
ORDER BY drawn.suspect, drawn.is_picked, listing_prices.units DESC, listing_prices.listing_id
