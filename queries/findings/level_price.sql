-- The band that a shop's prices fall in, and how much of the band's weight so many listings and sales can carry.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: clearance, outlets, second-hand, another product.
SELECT
    shop_price.shop_id,
    'price' AS signal,
    price_bands.level,
    shop_price.price_ratio AS figure,
    CAST(NULL AS DOUBLE) AS usual,
    -- One listing that sold nothing carries half; many listings or sales carry nearly all.
    (shop_price.listings + ln(1 + shop_price.units)) / (1 + shop_price.listings + ln(1 + shop_price.units))
    * CASE shop_price.price_basis WHEN 'category_span' THEN 0.8 ELSE 1 END AS support
FROM shop_price
JOIN price_bands
    ON
        price_bands.measure = CASE WHEN shop_price.price_basis = 'peers' THEN 'peers' ELSE 'reference' END
        AND price_bands.is_explained = coalesce(
            shop_price.explained_share >= 0.5 OR shop_price.worded_share >= 0.2, FALSE
        )
        AND CASE WHEN shop_price.price_basis = 'peers' THEN shop_price.spreads_below ELSE shop_price.price_ratio END
        >= price_bands.low
        AND CASE WHEN shop_price.price_basis = 'peers' THEN shop_price.spreads_below ELSE shop_price.price_ratio END
        < price_bands.high
ORDER BY shop_price.shop_id
