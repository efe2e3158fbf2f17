-- What is new against the scan before, and what was new before that and still stands: one alert of a kind for a shop, ring
-- or category, the latest. It goes when its shop is no longer suspect, its ring no longer there, its category no longer hot.
-- Grain: one row per alert_id
-- Innocent reason: a change is no evidence; what the change rests on carries its own.
WITH new_alerts AS (
    SELECT * FROM new_alerts
),

suspects AS (
    SELECT shop_id FROM shop_states WHERE suspect
),

rings_now AS (
    SELECT DISTINCT ring_id FROM shop_states WHERE ring_id IS NOT NULL
),

standing AS (
    SELECT earlier.*
    FROM raw.before_alerts AS earlier
    LEFT JOIN suspects ON suspects.shop_id = earlier.shop_id
    LEFT JOIN rings_now ON rings_now.ring_id = earlier.ring_id
    LEFT JOIN hot_now ON hot_now.brand = earlier.brand AND hot_now.category = earlier.category
    LEFT JOIN new_alerts AS later
        ON later.kind = earlier.kind
        AND coalesce(later.shop_id, later.ring_id, '') = coalesce(earlier.shop_id, earlier.ring_id, '')
        AND coalesce(later.brand, '') = coalesce(earlier.brand, '')
        AND coalesce(later.category, '') = coalesce(earlier.category, '')
    WHERE
        later.alert_id IS NULL
        AND (suspects.shop_id IS NOT NULL OR rings_now.ring_id IS NOT NULL OR hot_now.brand IS NOT NULL)
)

SELECT
    alert_id, kind, since_scan, since_at, shop_id, ring_id, brand, category, week_starts_at, figure, reason, TRUE AS is_new
FROM new_alerts
UNION ALL
SELECT
    alert_id, kind, since_scan, since_at, shop_id, ring_id, brand, category, week_starts_at, figure, reason, FALSE AS is_new
FROM standing
ORDER BY alert_id
