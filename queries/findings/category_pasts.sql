-- What each brand's goods of a category would have sold in a week had they moved with the rest of the market, from their own
-- share in the half year before: the middle week, and how far weeks usually lie from it.
-- Grain: one row per brand, category, week_starts_at
-- Source: median and median absolute deviation; Hampel, "The influence curve and its role in robust estimation" (1974).
WITH weeks AS (
    SELECT week_starts_at, CAST(sum(orders) AS BIGINT) AS orders
    FROM category_weeks GROUP BY week_starts_at HAVING sum(orders) > 0
),

-- Under 20 order lines a week nothing is judged: five buyers more would double them.
judged AS (
    SELECT brand, category, week_starts_at, orders FROM category_weeks WHERE orders >= 20
),

-- A week without a sale counts as nothing sold: so does the time before a new product.
past AS (
    SELECT
        judged.brand,
        judged.category,
        judged.week_starts_at,
        coalesce(then_sold.orders, 0) AS orders,
        CAST(coalesce(then_sold.orders, 0) AS DOUBLE) / (weeks.orders - coalesce(then_sold.orders, 0)) AS share
    FROM judged
    JOIN weeks
        -- Half a year: a season's rise is held against the season before, not against its own first weeks.
        ON weeks.week_starts_at >= judged.week_starts_at - INTERVAL 182 DAY
        AND weeks.week_starts_at < judged.week_starts_at
    LEFT JOIN category_weeks AS then_sold
        ON then_sold.brand = judged.brand
        AND then_sold.category = judged.category
        AND then_sold.week_starts_at = weeks.week_starts_at
    WHERE weeks.orders > coalesce(then_sold.orders, 0)
),

middle AS (
    SELECT
        brand, category, week_starts_at,
        count(*) AS weeks_before, median(share) AS share, median(CAST(orders AS DOUBLE)) AS orders
    FROM past
    GROUP BY brand, category, week_starts_at
),

spread AS (
    SELECT past.brand, past.category, past.week_starts_at, median(abs(past.share - middle.share)) AS share_spread
    FROM past
    JOIN middle
        ON middle.brand = past.brand
        AND middle.category = past.category
        AND middle.week_starts_at = past.week_starts_at
    GROUP BY past.brand, past.category, past.week_starts_at
)

SELECT
    judged.brand,
    judged.category,
    judged.week_starts_at,
    middle.weeks_before,
    middle.orders AS orders_usual,
    middle.share * (weeks.orders - judged.orders) AS expected,
    spread.share_spread * (weeks.orders - judged.orders) AS deviation
FROM judged
JOIN weeks ON weeks.week_starts_at = judged.week_starts_at AND weeks.orders > judged.orders
JOIN middle
    ON middle.brand = judged.brand
    AND middle.category = judged.category
    AND middle.week_starts_at = judged.week_starts_at
JOIN spread
    ON spread.brand = judged.brand
    AND spread.category = judged.category
    AND spread.week_starts_at = judged.week_starts_at
ORDER BY judged.brand, judged.category, judged.week_starts_at
