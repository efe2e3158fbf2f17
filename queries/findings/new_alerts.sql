-- What is new against the scan before. After a first scan nothing is: there is nothing to compare with.
-- Grain: one row per alert_id
-- Innocent reason: a change is no evidence; what the change rests on carries its own.
WITH scan_before AS (
    SELECT * FROM scan_before
),

-- What was hot at the end of the data then, as hot_now is of the data now: a rise that goes on is not told again.
hot_before AS (
    SELECT DISTINCT brand, category
    FROM raw.before_hot
    WHERE
        is_hot
        AND week_starts_at >= (SELECT max(week_starts_at) FROM raw.before_hot WHERE orders > 0) - INTERVAL 7 DAY
),

rising AS (
    SELECT hot_now.*
    FROM hot_now
    LEFT JOIN hot_before ON hot_before.brand = hot_now.brand AND hot_before.category = hot_now.category
    WHERE hot_before.brand IS NULL
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
