-- The points of the price chart: every listing of a suspect shop, and of the others as many as the eye can use.
-- Of the others the rare ones go first: one of each place on the chart, then a second, until $most are drawn.
-- Lanes that have no row of their own on the chart share the one named ''.
-- Grain: one row per listing_id
WITH listing_prices AS (
    SELECT * FROM listing_prices
),

kept AS (
    SELECT
        *,
        CASE WHEN $by_brand THEN brand_lane ELSE product_lane END AS own_lane,
        CASE WHEN list_contains(CAST($drawn_lanes AS VARCHAR[]), own_lane) THEN own_lane ELSE '' END AS lane
    FROM listing_prices
    WHERE
        (len(CAST($brands AS VARCHAR[])) = 0 OR list_contains(CAST($brands AS VARCHAR[]), brand))
        AND (len(CAST($categories AS VARCHAR[])) = 0 OR list_contains(CAST($categories AS VARCHAR[]), category))
        AND price_ratio BETWEEN $ratio_low AND $ratio_high
        AND (suspect OR NOT $suspects_only)
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY lane, suspect, floor(log10(price_ratio) * 50)
            ORDER BY innocent_reading IS NULL, units DESC, listing_id
        ) AS place
    FROM kept
),

calm AS (
    SELECT listing_id
    FROM placed
    WHERE NOT suspect
    ORDER BY place, innocent_reading IS NULL, units DESC, listing_id
    LIMIT $most
)

SELECT
    placed.listing_id,
    placed.title,
    placed.shop_id,
    placed.shop_name,
    placed.lane,
    placed.suspect,
    placed.is_by_product,
    placed.innocent_reading,
    placed.price,
    placed.price_ratio,
    placed.units,
    -- Where in its lane a point stands: anywhere, but the same at every visit.
    CAST('0x' || substr(md5(placed.listing_id), 1, 4) AS INTEGER) / 65535.0 AS jitter,
    (SELECT count(*) FROM kept) AS listings
FROM placed
LEFT JOIN calm ON calm.listing_id = placed.listing_id
WHERE placed.suspect OR calm.listing_id IS NOT NULL
ORDER BY placed.suspect, placed.units DESC, placed.listing_id
