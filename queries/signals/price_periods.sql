-- The stretches of time between two changes of any reference price: within one, a price needs no date to be judged.
-- Grain: one row per sold_on
WITH reference_points AS (
    SELECT * FROM reference_points
),

orders AS (
    SELECT * FROM orders
),

changes AS (
    SELECT valid_from AS changed_at FROM reference_points
    UNION
    SELECT valid_to AS changed_at FROM reference_points
),

days AS (
    SELECT DISTINCT CAST(ordered_at AS DATE) AS sold_on FROM orders
)

SELECT
    days.sold_on,
    coalesce(max(changes.changed_at), TIMESTAMP '1970-01-01 00:00:00') AS period_started_at,
    max(days.sold_on) AS last_sold_on
FROM days
LEFT JOIN changes ON changes.changed_at <= days.sold_on
GROUP BY days.sold_on
ORDER BY days.sold_on
