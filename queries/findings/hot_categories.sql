-- Each brand's goods of a category, week by week, and whether they rise by themselves: sold far above their own past while
-- the rest of the market did not. A place to look; it accuses nobody.
-- Grain: one row per brand, category, week_starts_at
-- Innocent reason: a season, a tournament, a new product, one shop's own sale. A sale day that lifts all is not hot.
WITH category_weeks AS (
    SELECT * FROM category_weeks
),

category_pasts AS (
    SELECT * FROM category_pasts
),

measured AS (
    SELECT
        *,
        -- Counts of independent purchases scatter by their square root at the least; 1.4826 × the median deviation is
        -- the standard deviation of a normal scatter. Never under one order line.
        (orders - expected) / greatest(1.4826 * deviation, sqrt(expected), 1) AS z
    FROM category_weeks
    LEFT JOIN category_pasts USING (brand, category, week_starts_at)
)

SELECT
    brand,
    category,
    week_starts_at,
    listings_new,
    sellers,
    orders,
    units,
    complaints,
    CAST(orders_cheap AS DOUBLE) / nullif(orders_judged, 0) AS share_cheap,
    suspects,
    weeks_before,
    expected,
    orders / nullif(expected, 0) AS rise,
    z,
    coalesce(
        -- Two months of past: under that nobody knows what is usual.
        weeks_before >= 8
        -- Thousands of weeks of categories are looked at: beyond five deviations chance leaves none.
        AND z >= 5
        -- Twice what was to be expected: less is no news to anyone, however certain in a large category.
        AND orders >= 2 * expected
        -- And more than before by itself too: it does not rise where the rest falls away.
        AND orders >= 1.5 * orders_usual,
        FALSE
    ) AS is_hot
FROM measured
ORDER BY brand, category, week_starts_at
