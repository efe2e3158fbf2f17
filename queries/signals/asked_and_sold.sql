-- Every price that a listing asks now or was sold at, with the goods it is the price of.
-- Grain: one row per listing_id, is_asked, currency, unit_price, priced_at
WITH listings AS (
    SELECT * FROM listings
),

listing_sales AS (
    SELECT * FROM listing_sales
),

listing_text AS (
    SELECT * FROM listing_text
),

reference_points AS (
    SELECT * FROM reference_points
),

-- Data without a single date is taken to be as new as its newest reference price.
data_end AS (
    SELECT coalesce(
        greatest(
            (SELECT max(last_sold_at) FROM listing_sales),
            (SELECT max(greatest(listed_at, observed_at)) FROM listings)
        ),
        (SELECT max(valid_from) FROM reference_points),
        TIMESTAMP '1970-01-01 00:00:00'
    ) AS ended_at
),

prices AS (
    SELECT listings.listing_id, listings.currency, listings.price AS unit_price, TRUE AS is_asked,
        data_end.ended_at AS priced_at, 0 AS units
    FROM listings
    CROSS JOIN data_end
    UNION ALL
    SELECT listing_id, currency, unit_price, FALSE AS is_asked, period_started_at AS priced_at, units
    FROM listing_sales
)

SELECT
    prices.listing_id,
    listings.shop_id,
    prices.is_asked,
    prices.currency,
    prices.unit_price,
    prices.priced_at,
    CAST(prices.units AS BIGINT) AS units,
    listing_text.goods_brand AS brand,
    lower(trim(listings.category)) AS category,
    coalesce(upper(trim(listings.product)), '') AS product
FROM prices
JOIN listings ON listings.listing_id = prices.listing_id
JOIN listing_text ON listing_text.listing_id = prices.listing_id
