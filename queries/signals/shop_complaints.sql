-- Counterfeit complaints a shop drew, by distinct complainants, against what its category's orders usually draw.
-- Grain: one row per shop_id
-- Innocent reason: a rival may complain in a burst; a buyer may mistake a real product; a busy shop draws more.
-- Off without: complaints and orders.
WITH listed AS (
    SELECT listing_id, lower(trim(category)) AS category FROM listings
),

category_orders AS (
    SELECT orders.shop_id, coalesce(listed.category, '') AS category, count(*) AS orders
    FROM orders
    LEFT JOIN listed ON listed.listing_id = orders.listing_id
    GROUP BY orders.shop_id, coalesce(listed.category, '')
),

-- A shop is held against the category it sells most of.
shop_orders AS (
    SELECT shop_id, arg_max(category, (orders, category)) AS category, CAST(sum(orders) AS BIGINT) AS orders
    FROM category_orders
    GROUP BY shop_id
),

weeks AS (
    SELECT
        shop_id,
        say,
        sum(say) OVER (
            PARTITION BY shop_id ORDER BY complained_at RANGE BETWEEN CURRENT ROW AND INTERVAL 7 DAY FOLLOWING
        ) AS within_a_week
    FROM complaint_voices
),

-- The loudest seven days count for no more than all the others together, or two voices: that is what a burst is worth.
heard AS (
    SELECT
        shop_id,
        CAST(sum(say) AS DOUBLE) AS voices,
        CAST(
            sum(say) - max(within_a_week) + least(max(within_a_week), greatest(2, sum(say) - max(within_a_week)))
            AS DOUBLE
        ) AS steady_voices
    FROM weeks
    GROUP BY shop_id
),

usual AS (
    SELECT
        shop_orders.shop_id,
        shop_orders.orders,
        shop_orders.category,
        coalesce(heard.voices, 0) AS voices,
        coalesce(heard.steady_voices, 0) AS steady_voices,
        sum(CAST(coalesce(heard.steady_voices, 0) AS DECIMAL(18, 1))) OVER category AS category_voices,
        sum(shop_orders.orders) OVER category AS category_orders,
        sum(CAST(coalesce(heard.steady_voices, 0) AS DECIMAL(18, 1))) OVER () / sum(shop_orders.orders) OVER () AS rate
    FROM shop_orders
    LEFT JOIN heard ON heard.shop_id = shop_orders.shop_id
    WINDOW category AS (PARTITION BY shop_orders.category)
)

-- A category's own rate, drawn towards the marketplace's by as much as five complaints weigh.
SELECT
    shop_id,
    category,
    orders,
    voices,
    steady_voices,
    CASE WHEN rate > 0 THEN orders * (category_voices + 5) / (category_orders + 5 / rate) ELSE 0 END AS expected
FROM usual
ORDER BY shop_id
