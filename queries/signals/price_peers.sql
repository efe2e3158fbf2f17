-- What a brand's goods of a category usually cost on this marketplace, one voice a shop: the middle of the shops'
-- median prices and their usual spread downwards (median absolute deviation of the lower half, with a floor).
-- Grain: one row per brand, category, currency
-- Innocent reason: a category holds cheap and dear goods of one brand; a spread that wide says nothing of a price.
WITH listings AS (
    SELECT * FROM listings
),

listing_text AS (
    SELECT * FROM listing_text
),

shop_prices AS (
    SELECT
        listing_text.goods_brand AS brand,
        lower(trim(listings.category)) AS category,
        listings.currency,
        listings.shop_id,
        median(ln(CAST(listings.price AS DOUBLE))) AS log_price
    FROM listings
    JOIN listing_text ON listing_text.listing_id = listings.listing_id
    WHERE
        listing_text.goods_brand IS NOT NULL
        AND NOT listing_text.is_deposit
        AND NOT listing_text.is_difference
        AND NOT listing_text.is_single_unit
        AND NOT listing_text.is_second_hand
    GROUP BY listing_text.goods_brand, lower(trim(listings.category)), listings.currency, listings.shop_id
),

centre AS (
    SELECT brand, category, currency, count(*) AS shops, median(log_price) AS log_median
    FROM shop_prices
    GROUP BY brand, category, currency
),

spread AS (
    SELECT
        shop_prices.brand,
        shop_prices.category,
        shop_prices.currency,
        1.4826 * median(centre.log_median - shop_prices.log_price)
            FILTER (WHERE shop_prices.log_price <= centre.log_median) AS lower_spread,
        1.4826 * median(shop_prices.log_price - centre.log_median)
            FILTER (WHERE shop_prices.log_price >= centre.log_median) AS upper_spread
    FROM shop_prices
    JOIN centre
        ON
            centre.brand = shop_prices.brand
            AND centre.category = shop_prices.category
            AND centre.currency = shop_prices.currency
    GROUP BY shop_prices.brand, shop_prices.category, shop_prices.currency
)

SELECT
    centre.brand,
    centre.category,
    centre.currency,
    centre.shops,
    exp(centre.log_median) AS peer_price,
    greatest(spread.lower_spread, 0.15) AS lower_spread,
    -- Eight shops at least, and two guards: where half of the lower half asks under two thirds of the middle price, the
    -- goods are too mixed; where half of the upper half asks twice the middle price, fakes may have become the usual
    -- price. Either way the peers are no measure.
    centre.shops >= 8 AND spread.lower_spread <= 0.6 AND spread.upper_spread <= 1 AS is_usable
FROM centre
JOIN spread
    ON
        spread.brand = centre.brand
        AND spread.category = centre.category
        AND spread.currency = centre.currency
ORDER BY centre.brand, centre.category, centre.currency
