-- At which hours of which weekdays (both UTC) the parcels of one ring's sites are scanned first: scans, not presence.
-- Grain: one row per site_id, weekday, hour
SELECT site_rhythm.site_id, sites.role, site_rhythm.weekday, site_rhythm.hour, site_rhythm.parcels
FROM site_rhythm
JOIN sites ON sites.ring_id = site_rhythm.ring_id AND sites.site_id = site_rhythm.site_id
WHERE site_rhythm.ring_id = $ring AND ($site = '' OR site_rhythm.site_id = $site)
ORDER BY site_rhythm.site_id, site_rhythm.weekday, site_rhythm.hour
