-- A shop's order lines and complaints week by week, weeks starting on Monday: all, or of one listing,
-- one order, one buyer, one place of dispatch.
-- Grain: one row per week
WITH started AS (
    SELECT order_id FROM parcel_places
    WHERE shop_id = $shop_id AND $start IN (origin_adcode, origin_city_key, origin_province_key)
),

sold AS (
    SELECT
        CAST(date_trunc('week', ordered_at) AS TIMESTAMP) AS week,
        count(*) AS orders,
        CAST(sum(quantity) AS BIGINT) AS units
    FROM orders
    WHERE
        shop_id = $shop_id
        AND ($listing = '' OR listing_id = $listing)
        AND ($order = '' OR order_id = $order)
        AND ($buyer = '' OR buyer_account_id = $buyer)
        AND ($start = '' OR order_id IN (SELECT order_id FROM started))
    GROUP BY CAST(date_trunc('week', ordered_at) AS TIMESTAMP)
),

complained AS (
    SELECT
        CAST(date_trunc('week', complaints.complained_at) AS TIMESTAMP) AS week,
        count(*) AS complaints,
        count(*) FILTER (WHERE complaint_meaning.is_counterfeit) AS counterfeit_complaints
    FROM complaints
    LEFT JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
    WHERE
        complaints.shop_id = $shop_id
        AND ($listing = '' OR complaints.listing_id = $listing)
        AND ($order = '' OR complaints.order_id = $order)
        AND ($buyer = '' OR complaints.complainant_account_id = $buyer)
        AND ($start = '' OR complaints.order_id IN (SELECT order_id FROM started))
    GROUP BY CAST(date_trunc('week', complaints.complained_at) AS TIMESTAMP)
),

weeks AS (
    SELECT week FROM sold
    UNION
    SELECT week FROM complained
)

SELECT
    weeks.week,
    coalesce(sold.orders, 0) AS orders,
    coalesce(sold.units, 0) AS units,
    coalesce(complained.complaints, 0) AS complaints,
    coalesce(complained.counterfeit_complaints, 0) AS counterfeit_complaints
FROM weeks
LEFT JOIN sold ON sold.week = weeks.week
LEFT JOIN complained ON complained.week = weeks.week
ORDER BY weeks.week
