-- Counterfeit complaints a shop drew, by distinct complainants, against what its category's orders usually draw.
-- Grain: one row per shop_id
-- Innocent reason: a rival may complain in a burst; a buyer may mistake a real product; a busy shop draws more.
-- Off without: complaints and orders.
WITH complaints AS (
    SELECT complaints.*
    FROM complaints
    JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
    WHERE complaint_meaning.is_counterfeit
),

buyers AS (
    SELECT DISTINCT shop_id, buyer_account_id FROM orders
),

category_orders AS (
    SELECT orders.shop_id, coalesce(lower(trim(listings.category)), '') AS category, count(*) AS orders
    FROM orders
    LEFT JOIN listings ON listings.listing_id = orders.listing_id
    GROUP BY orders.shop_id, coalesce(lower(trim(listings.category)), '')
),

-- A shop is held against the category it sells most of.
shop_orders AS (
    SELECT shop_id, arg_max(category, (orders, category)) AS category, CAST(sum(orders) AS BIGINT) AS orders
    FROM category_orders
    GROUP BY shop_id
),

-- One voice an account; where the account is unknown, one an order; where that is unknown too, one a day.
voices AS (
    SELECT
        complaints.shop_id,
        coalesce(
            complaints.complainant_account_id, complaints.order_id, CAST(CAST(complaints.complained_at AS DATE) AS VARCHAR)
        ) AS voice,
        min(complaints.complained_at) AS complained_at,
        -- An account that never bought there has less to say of the goods.
        max(CASE WHEN complaints.complainant_account_id IS NOT NULL AND buyers.shop_id IS NULL THEN 0.2 ELSE 1 END)
            AS say
    FROM complaints
    LEFT JOIN buyers
        ON buyers.shop_id = complaints.shop_id AND buyers.buyer_account_id = complaints.complainant_account_id
    GROUP BY complaints.shop_id, voice
),

weeks AS (
    SELECT shop_id, date_trunc('week', complained_at) AS week, sum(CAST(say AS DECIMAL(9, 1))) AS said
    FROM voices
    GROUP BY shop_id, date_trunc('week', complained_at)
),

-- A single week counts for no more than all the others together, or two voices: that is what a burst is worth.
heard AS (
    SELECT
        shop_id,
        CAST(sum(said) AS DOUBLE) AS voices,
        CAST(sum(said) - max(said) + least(max(said), greatest(2, sum(said) - max(said))) AS DOUBLE) AS steady_voices
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
