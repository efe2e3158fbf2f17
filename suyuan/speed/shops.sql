-- Per shop: lines sold, units, lines sold below half of the brand's lowest reference price in the category, complaints
-- and those about counterfeits: what a scored shop's table begins with.
-- Grain: one row per shop_id
WITH reference AS (
    SELECT brand, category, min(reference_price) AS reference_price
    FROM reference_prices
    GROUP BY brand, category
),

priced AS (
    SELECT listings.listing_id, reference.reference_price
    FROM listings
    JOIN reference ON reference.brand = listings.brand AND reference.category = listings.category
),

sold AS (
    SELECT
        orders.shop_id,
        count(*) AS lines,
        CAST(sum(orders.quantity) AS BIGINT) AS units,
        count(*) FILTER (WHERE 2 * orders.unit_price < priced.reference_price) AS cheap_lines
    FROM orders
    LEFT JOIN priced ON priced.listing_id = orders.listing_id
    WHERE orders.status <> 'closed'
    GROUP BY orders.shop_id
),

complained AS (
    SELECT shop_id, count(*) AS complaints, count(*) FILTER (WHERE reason = 'counterfeit') AS counterfeit_complaints
    FROM complaints
    GROUP BY shop_id
)

SELECT
    sold.shop_id,
    sold.lines,
    sold.units,
    sold.cheap_lines,
    coalesce(complained.complaints, 0) AS complaints,
    coalesce(complained.counterfeit_complaints, 0) AS counterfeit_complaints
FROM sold
LEFT JOIN complained ON complained.shop_id = sold.shop_id
