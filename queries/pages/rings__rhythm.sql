-- At which hours of which weekdays (both UTC) the parcels of one ring's sites are scanned first: scans, not presence. Of all
-- its sites and shops, or of one site, of the picked shops.
-- Grain: one row per site_id, weekday, hour
SELECT
    site_rhythm.site_id, sites.role, site_rhythm.weekday, site_rhythm.hour,
    CAST(sum(site_rhythm.parcels) AS BIGINT) AS parcels
FROM site_rhythm
JOIN sites ON sites.ring_id = site_rhythm.ring_id AND sites.site_id = site_rhythm.site_id
WHERE
    site_rhythm.ring_id = $ring
    AND ($site = '' OR site_rhythm.site_id = $site)
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), site_rhythm.shop_id))
GROUP BY site_rhythm.site_id, sites.role, site_rhythm.weekday, site_rhythm.hour
ORDER BY site_rhythm.site_id, site_rhythm.weekday, site_rhythm.hour
