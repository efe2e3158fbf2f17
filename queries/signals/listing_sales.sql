-- What was sold of each listing, at which price, between two changes of the reference prices.
-- Closed orders were never paid and do not count.
-- Grain: one row per listing_id, shop_id, currency, unit_price, period_started_at
WITH orders AS (
    SELECT * FROM orders WHERE coalesce(status, 'paid') <> 'closed'
),

price_periods AS (
    SELECT * FROM price_periods
)

SELECT
    orders.listing_id,
    orders.shop_id,
    orders.currency,
    orders.unit_price,
    price_periods.period_started_at,
    CAST(sum(orders.quantity) AS BIGINT) AS units,
    count(*) AS orders,
    CAST(sum(orders.quantity * orders.unit_price) AS DECIMAL(38, 4)) AS amount,
    CAST(coalesce(sum(orders.quantity * orders.unit_price) FILTER (WHERE coalesce(orders.status, 'paid') = 'paid'), 0)
        AS DECIMAL(38, 4)) AS amount_paid,
    max(orders.ordered_at) AS last_sold_at
FROM orders
JOIN price_periods ON price_periods.sold_on = CAST(orders.ordered_at AS DATE)
GROUP BY orders.listing_id, orders.shop_id, orders.currency, orders.unit_price, price_periods.period_started_at
