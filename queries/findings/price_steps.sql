-- The listings of the price page summed up by lane and by step of 10^0.05 of the price ratio (about 12 %), so that a
-- page need not read them one by one. Those of suspect shops by shop, because a shop may have been cleared since.
-- shop_id: empty for all shops that are not suspect together.
-- Grain: one row per brand, category, currency, product_lane, price_basis, step, suspect, shop_id
-- Innocent reason: sums accuse nobody; what a step holds is read listing by listing, each with its own reading beside it.
WITH listing_prices AS (
    SELECT * FROM listing_prices
)

SELECT
    brand,
    category,
    CASE WHEN is_by_product THEN product END AS product,
    currency,
    price_basis,
    CAST(floor(log10(price_ratio) * 20) AS INTEGER) AS step,
    suspect,
    CASE WHEN suspect THEN shop_id ELSE '' END AS shop_id,
    is_by_product,
    product_lane,
    brand_lane,
    min(price_ratio) AS ratio_low,
    max(price_ratio) AS ratio_high,
    min(reference_price) AS reference_low,
    max(reference_price) AS reference_high,
    min(span_low) AS span_low,
    max(span_high) AS span_high,
    count(*) AS listings,
    count(*) FILTER (WHERE price_ratio < 0.5) AS cheap_listings,
    CAST(coalesce(sum(units) FILTER (WHERE price_ratio < 0.5), 0) AS BIGINT) AS cheap_units
FROM listing_prices
GROUP BY ALL
ORDER BY suspect DESC, shop_id, product_lane, step, price_basis
