-- On how many days one ring's sites show first scans in an hour of the week (both UTC): a busy day counts once, so that one
-- large dispatch is no rhythm. Scans, not presence: the courier's hours are in them.
-- Grain: one row per site_id, weekday, hour
-- Off without: shipped_at.
SELECT
    site_id,
    -- 1 January 2001 was a Monday.
    CAST(1 + (((CAST(shipped_at AS DATE) - DATE '2001-01-01') % 7) + 7) % 7 AS INTEGER) AS weekday,
    CAST(extract(hour FROM shipped_at) AS INTEGER) AS hour,
    count(*) AS parcels,
    count(DISTINCT CAST(shipped_at AS DATE)) AS days
FROM ring_parcels
WHERE ring_id = $ring AND shipped_at IS NOT NULL
GROUP BY site_id, weekday, hour
ORDER BY site_id, weekday, hour
