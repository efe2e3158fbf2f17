-- What each price can be used for: a real price of goods, or a deposit, a difference link, a single piece, an
-- accessory, a wrong unit, a price that cannot be meant; and whether the listing itself says why it is low.
-- Grain: one row per listing_id, is_asked, currency, unit_price, priced_at
-- Innocent reason: outlets, clearance, second-hand, parallel imports and children's sizes say so in their text.
WITH price_points AS (
    SELECT * FROM price_points
),

listing_text AS (
    SELECT * FROM listing_text
)

SELECT
    price_points.*,
    CASE
        WHEN listing_text.is_deposit THEN 'deposit'
        WHEN listing_text.is_difference THEN 'difference'
        WHEN listing_text.is_fits THEN 'fits'
        WHEN price_points.price_ratio IS NULL THEN 'no_reference'
        WHEN listing_text.is_single_unit THEN 'unit'
        -- Cents for yuan, or thousands: a factor of 100 or 1,000 from an ordinary price.
        WHEN
            price_points.price_ratio BETWEEN 0.006 AND 0.0125
            OR price_points.price_ratio BETWEEN 0.0006 AND 0.00125
            THEN 'unit'
        WHEN price_points.price_ratio < 0.02 OR price_points.price_ratio > 20 THEN 'implausible'
        ELSE 'used'
    END AS price_use,
    CASE
        WHEN listing_text.is_second_hand THEN 'second_hand'
        WHEN listing_text.is_outlet THEN 'outlet'
        WHEN listing_text.is_parallel_import THEN 'parallel_import'
        WHEN listing_text.is_kids THEN 'kids'
    END AS price_explained
FROM price_points
JOIN listing_text ON listing_text.listing_id = price_points.listing_id
