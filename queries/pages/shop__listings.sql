-- A shop's listings beside their reference prices, the lowest against its reference first.
-- Grain: one row per listing_id
SELECT
    listing_id,
    title,
    brand,
    category,
    product,
    price,
    reference_price,
    price_ratio,
    currency,
    price_basis,
    price_use,
    innocent_reading,
    span_low,
    span_high,
    units,
    orders,
    amount
FROM listing_scores
WHERE shop_id = $shop_id AND ($listing = '' OR listing_id = $listing)
ORDER BY price_ratio NULLS LAST, amount DESC, listing_id
