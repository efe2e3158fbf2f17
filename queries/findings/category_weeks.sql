-- What happened in each brand's goods of a category, week by week (Monday to Sunday, UTC): listed, sold, complained of.
-- Order lines count, not units: one wholesale order of 500 is one purchase. Closed orders were never paid and do not count.
-- Grain: one row per brand, category, week_starts_at
-- Falls apart by: brand (category_listings)
-- Innocent reason: a complaint may be mistaken or a rival's; a low price may be an outlet's.
WITH sold_by_shop AS (
    SELECT
        category_listings.brand,
        category_listings.category,
        date_trunc('week', orders.ordered_at) AS week_starts_at,
        category_listings.shop_id,
        bool_or(category_listings.suspect) AS suspect,
        count(*) AS orders,
        sum(orders.quantity) AS units,
        count(*) FILTER (WHERE category_listings.is_judged) AS orders_judged,
        count(*) FILTER (WHERE category_listings.is_cheap) AS orders_cheap
    FROM orders
    JOIN category_listings ON category_listings.listing_id = orders.listing_id
    WHERE coalesce(orders.status, 'paid') <> 'closed'
    GROUP BY category_listings.brand, category_listings.category, date_trunc('week', orders.ordered_at),
        category_listings.shop_id
),

sold AS (
    SELECT
        brand, category, week_starts_at, 0 AS listings_new, sum(orders) AS orders, CAST(sum(units) AS BIGINT) AS units,
        0 AS complaints, count(*) AS sellers, count(*) FILTER (WHERE suspect) AS suspects,
        sum(orders_judged) AS orders_judged, sum(orders_cheap) AS orders_cheap
    FROM sold_by_shop
    GROUP BY brand, category, week_starts_at
),

listed AS (
    SELECT
        category_listings.brand, category_listings.category,
        date_trunc('week', listings.listed_at) AS week_starts_at, count(*) AS listings_new
    FROM listings
    JOIN category_listings ON category_listings.listing_id = listings.listing_id
    WHERE listings.listed_at IS NOT NULL
    GROUP BY category_listings.brand, category_listings.category, date_trunc('week', listings.listed_at)
),

complained AS (
    SELECT
        category_listings.brand, category_listings.category,
        date_trunc('week', complaints.complained_at) AS week_starts_at, count(*) AS complaints
    FROM complaints
    JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
    JOIN category_listings ON category_listings.listing_id = complaints.listing_id
    WHERE complaint_meaning.is_counterfeit
    GROUP BY category_listings.brand, category_listings.category, date_trunc('week', complaints.complained_at)
),

together AS (
    SELECT * FROM sold
    UNION ALL
    SELECT brand, category, week_starts_at, listings_new, 0, 0, 0, 0, 0, 0, 0 FROM listed
    UNION ALL
    SELECT brand, category, week_starts_at, 0, 0, 0, complaints, 0, 0, 0, 0 FROM complained
)

SELECT
    brand,
    category,
    CAST(week_starts_at AS TIMESTAMP) AS week_starts_at,
    CAST(sum(listings_new) AS BIGINT) AS listings_new,
    CAST(sum(orders) AS BIGINT) AS orders,
    CAST(sum(units) AS BIGINT) AS units,
    CAST(sum(complaints) AS BIGINT) AS complaints,
    CAST(sum(sellers) AS BIGINT) AS sellers,
    CAST(sum(suspects) AS BIGINT) AS suspects,
    CAST(sum(orders_judged) AS BIGINT) AS orders_judged,
    CAST(sum(orders_cheap) AS BIGINT) AS orders_cheap
FROM together
GROUP BY brand, category, CAST(week_starts_at AS TIMESTAMP)
ORDER BY brand, category, week_starts_at
