-- Each listing whose price could be judged, with its shop and its lanes on the chart: the product whose price it is
-- held against (the brand's whole category, '*', where the product is not known), and its brand and category.
-- `brand_place` and `product_place`: where it comes among its lane's listings of the same price (within 5 %) on a chart
-- with room for few, suspects apart: first those with an innocent reading, then those that sell most.
-- Grain: one row per listing_id
-- Innocent reason: the reference may be another season's or another product's; the listing's own reading stands beside it.
WITH listing_scores AS (
    SELECT * FROM listing_scores
),

shop_scores AS (
    SELECT * FROM shop_scores
),

shop_summary AS (
    SELECT * FROM shop_summary
),

judged AS (
    SELECT
        *,
        price_basis = 'product' AS is_by_product,
        CASE WHEN price_basis = 'product' THEN product ELSE '*' END AS lane_product
    FROM listing_scores
    WHERE price_use = 'used' AND price_ratio > 0 AND price_basis IS NOT NULL
),

in_lanes AS (
    SELECT
        judged.*,
        coalesce(shop_summary.shop_name, shop_summary.shop_id) AS shop_name,
        shop_scores.suspect,
        shop_scores.rank AS shop_rank,
        concat_ws(' | ', judged.brand, judged.category, judged.lane_product, judged.currency) AS product_lane,
        concat_ws(' | ', judged.brand, judged.category, judged.currency) AS brand_lane,
        floor(log10(judged.price_ratio) * 50) AS step
    FROM judged
    JOIN shop_scores ON shop_scores.shop_id = judged.shop_id
    JOIN shop_summary ON shop_summary.shop_id = judged.shop_id
)

SELECT
    listing_id,
    title,
    shop_id,
    shop_name,
    suspect,
    shop_rank,
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
    amount,
    is_by_product,
    product_lane,
    brand_lane,
    row_number() OVER (
        PARTITION BY suspect, brand_lane, step ORDER BY innocent_reading IS NULL, units DESC, listing_id
    ) AS brand_place,
    row_number() OVER (
        PARTITION BY suspect, product_lane, step ORDER BY innocent_reading IS NULL, units DESC, listing_id
    ) AS product_place
FROM in_lanes
-- In the order in which a chart takes them: it reads those of the first places alone.
ORDER BY suspect DESC, least(brand_place, product_place), shop_id, listing_id
