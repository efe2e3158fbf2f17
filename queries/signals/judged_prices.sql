-- What each price can be used for: a real price of goods, or a deposit, a difference link, a single piece, an accessory, a
-- wrong unit, a price that cannot be meant; and whether the listing itself says why it is low. Every price asked, and every
-- price sold at that there is a measure for, held against the best: the brand's price of that product, else its category's.
-- `spreads_below` counts usual downward spreads below the middle of the other shops.
-- Grain: one row per listing_id, is_asked, currency, unit_price, priced_at
-- Innocent reason: the measure may be another product's or season's, or hold for a pair; outlets, clearance, second-hand,
-- parallel imports and children's sizes say so in their text.
WITH goods AS (
    SELECT listings.listing_id, listings.shop_id, listing_text.goods_brand AS brand,
        lower(trim(listings.category)) AS category, upper(trim(listings.product)) AS product,
        CASE
            WHEN listing_text.is_deposit THEN 'deposit'
            WHEN listing_text.is_difference THEN 'difference'
            WHEN listing_text.is_fits THEN 'fits'
        END AS other_use,
        listing_text.is_single_unit,
        CASE
            WHEN listing_text.is_second_hand THEN 'second_hand'
            WHEN listing_text.is_outlet THEN 'outlet'
            WHEN listing_text.is_parallel_import THEN 'parallel_import'
            WHEN listing_text.is_kids THEN 'kids'
        END AS price_explained
    FROM listings
    JOIN listing_text ON listing_text.listing_id = listings.listing_id
),

prices AS (
    SELECT listings.listing_id, TRUE AS is_asked, listings.currency, listings.price AS unit_price,
        reference_date.ended_at AS priced_at, 0 AS units
    FROM listings
    CROSS JOIN reference_date
    UNION ALL
    SELECT listing_id, FALSE AS is_asked, currency, unit_price, period_started_at AS priced_at, units
    FROM listing_sales
),

measured AS (
    SELECT prices.*, goods.shop_id, goods.brand, goods.other_use, goods.is_single_unit, goods.price_explained,
        CASE WHEN own.reference_price IS NULL THEN measures.price_basis ELSE 'product' END AS price_basis,
        coalesce(own.reference_price, measures.reference_price) AS reference_price,
        measures.span_low, measures.span_high,
        (ln(measures.peer_price) - ln(CAST(prices.unit_price AS DOUBLE))) / measures.lower_spread AS spreads_below,
        CAST(prices.unit_price AS DOUBLE) / CAST(coalesce(own.reference_price, measures.reference_price) AS DOUBLE)
        AS price_ratio
    FROM prices
    JOIN goods ON goods.listing_id = prices.listing_id AND (goods.brand IS NOT NULL OR prices.is_asked)
    LEFT JOIN reference_in_force AS own
        ON own.brand = goods.brand AND own.category = goods.category AND own.product = goods.product
        AND own.currency = prices.currency AND own.priced_at = prices.priced_at
    LEFT JOIN category_measures AS measures
        ON measures.brand = goods.brand AND measures.category = goods.category AND measures.currency = prices.currency
)

SELECT
    listing_id, shop_id, is_asked, currency, unit_price, priced_at, CAST(units AS BIGINT) AS units, brand, price_basis,
    reference_price, span_low, span_high, spreads_below, price_ratio,
    CASE
        WHEN other_use IS NOT NULL THEN other_use
        WHEN price_ratio IS NULL THEN 'no_reference'
        WHEN is_single_unit THEN 'unit'
        -- Cents for yuan, or thousands: a factor of 100 or 1,000 from an ordinary price.
        WHEN price_ratio BETWEEN 0.006 AND 0.0125 OR price_ratio BETWEEN 0.0006 AND 0.00125 THEN 'unit'
        WHEN price_ratio < 0.02 OR price_ratio > 20 THEN 'implausible'
        ELSE 'used'
    END AS price_use,
    price_explained
FROM measured
WHERE is_asked OR price_ratio IS NOT NULL
