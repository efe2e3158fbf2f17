-- What is new against the scan before. After a first scan nothing is: there is nothing to compare with.
-- Grain: one row per alert_id
-- Innocent reason: a change is no evidence; what the change rests on carries its own.
WITH scan_before AS (
    SELECT * FROM scan_before
),

-- A rise that goes on is not told again: only one that was not hot in that week or the one before it.
rising AS (
    SELECT hot_now.*
    FROM hot_now
    LEFT JOIN raw.before_hot AS known
        ON known.brand = hot_now.brand
        AND known.category = hot_now.category
        AND known.is_hot
        AND known.week_starts_at >= hot_now.week_starts_at - INTERVAL 7 DAY
    WHERE known.brand IS NULL
),

happened AS (
    SELECT
        kind, shop_id, NULL AS ring_id, NULL AS brand, NULL AS category, NULL AS week_starts_at, figure, reason
    FROM alert_shops
    UNION ALL
    SELECT kind, NULL, ring_id, NULL, NULL, NULL, figure, reason FROM alert_rings
    UNION ALL
    SELECT
        'hot_category', NULL, NULL, brand, category, week_starts_at, rise,
        CASE WHEN rise IS NULL THEN 'no_past' ELSE 'rises_alone' END
    FROM rising
)

SELECT
    'A' || substr(md5(concat_ws(
        '|', scan_before.scan_id, happened.kind, happened.shop_id, happened.ring_id, happened.brand, happened.category
    )), 1, 12) AS alert_id,
    happened.kind,
    scan_before.scan_id AS since_scan,
    scan_before.finished_at AS since_at,
    happened.shop_id,
    happened.ring_id,
    happened.brand,
    happened.category,
    CAST(happened.week_starts_at AS TIMESTAMP) AS week_starts_at,
    happened.figure,
    happened.reason
FROM happened
CROSS JOIN scan_before
ORDER BY alert_id
