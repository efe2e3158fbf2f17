-- Each listing whose price could be judged, with its shop and its lanes on the chart: the product whose price it is
-- held against (the brand's whole category, '*', where the product is not known), and its brand and category.
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
)

SELECT
    judged.listing_id,
    judged.title,
    judged.shop_id,
    coalesce(shop_summary.shop_name, shop_summary.shop_id) AS shop_name,
    shop_scores.suspect,
    shop_scores.rank AS shop_rank,
    judged.brand,
    judged.category,
    judged.product,
    judged.currency,
    judged.price,
    judged.reference_price,
    judged.price_ratio,
    judged.price_basis,
    judged.span_low,
    judged.span_high,
    judged.innocent_reading,
    judged.units,
    judged.orders,
    judged.amount,
    judged.is_by_product,
    concat_ws(' | ', judged.brand, judged.category, judged.lane_product, judged.currency) AS product_lane,
    concat_ws(' | ', judged.brand, judged.category, judged.currency) AS brand_lane
FROM judged
JOIN shop_scores ON shop_scores.shop_id = judged.shop_id
JOIN shop_summary ON shop_summary.shop_id = judged.shop_id
ORDER BY judged.shop_id, judged.listing_id
