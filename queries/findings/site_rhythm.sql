-- At which hours of which weekdays a site's parcels are scanned first: scans, not presence. Weekday (1 = Monday) and
-- hour are UTC's, since the data does not say its zone: whoever shows them shifts both to the zone named on screen.
-- Grain: one row per ring_id, site_id, shop_id, weekday, hour
-- Innocent reason: every warehouse has the rhythm of its courier's pick-ups.
-- Off without: shipped_at.
SELECT
    site_groups.ring_id,
    site_groups.site_id,
    parcel_spots.shop_id,
    -- 1 January 2001 was a Monday.
    CAST(1 + (((CAST(parcel_spots.shipped_at AS DATE) - DATE '2001-01-01') % 7) + 7) % 7 AS INTEGER) AS weekday,
    CAST(extract(hour FROM parcel_spots.shipped_at) AS INTEGER) AS hour,
    count(*) AS parcels
FROM site_groups
JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
WHERE parcel_spots.shipped_at IS NOT NULL
GROUP BY ALL
ORDER BY site_groups.ring_id, site_groups.site_id, parcel_spots.shop_id, weekday, hour
