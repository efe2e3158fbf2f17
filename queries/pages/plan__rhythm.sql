-- On how many days one ring's sites show first scans in an hour of the week (both UTC): a busy day counts once, so that one
-- large dispatch is no rhythm. Scans, not presence: the courier's hours are in them.
-- Grain: one row per site_id, weekday, hour
-- Off without: shipped_at.
SELECT
    site_groups.site_id,
    -- 1 January 2001 was a Monday.
    CAST(1 + (((CAST(parcel_spots.shipped_at AS DATE) - DATE '2001-01-01') % 7) + 7) % 7 AS INTEGER) AS weekday,
    CAST(extract(hour FROM parcel_spots.shipped_at) AS INTEGER) AS hour,
    count(*) AS parcels,
    count(DISTINCT CAST(parcel_spots.shipped_at AS DATE)) AS days
FROM site_groups
JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
WHERE site_groups.ring_id = $ring AND parcel_spots.shipped_at IS NOT NULL
GROUP BY ALL
ORDER BY site_groups.site_id, weekday, hour
