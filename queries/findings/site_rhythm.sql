-- At which hours of which weekdays a site's parcels are scanned first: scans, not presence. Weekday (1 = Monday) and
-- hour are UTC's, since the data does not say its zone: whoever shows them shifts both to the zone named on screen.
-- Grain: one row per ring_id, site_id, shop_id, weekday, hour
-- Innocent reason: every warehouse has the rhythm of its courier's pick-ups.
-- Off without: shipped_at.
SELECT
    ring_id,
    site_id,
    shop_id,
    -- 1 January 2001 was a Monday.
    CAST(1 + (((CAST(shipped_at AS DATE) - DATE '2001-01-01') % 7) + 7) % 7 AS INTEGER) AS weekday,
    CAST(extract(hour FROM shipped_at) AS INTEGER) AS hour,
    count(*) AS parcels
FROM ring_parcels
WHERE shipped_at IS NOT NULL
GROUP BY ring_id, site_id, shop_id, weekday, hour
ORDER BY ring_id, site_id, shop_id, weekday, hour
