-- From which place of one ring to which province: parcels of its shops from each of its sites; all, or from one site,
-- to one province, of the picked shops, of some weeks.
-- Grain: one row per site_id, province_key
SELECT
    sites.site_id, sites.role, sites.latitude AS origin_latitude, sites.longitude AS origin_longitude,
    map_regions.region_key AS province_key, map_regions.name_zh AS province_zh, map_regions.name_en AS province_en,
    map_regions.latitude AS destination_latitude, map_regions.longitude AS destination_longitude,
    count(*) AS parcels, CAST(sum(ring_parcels.units) AS BIGINT) AS units
FROM ring_parcels
JOIN sites ON sites.ring_id = ring_parcels.ring_id AND sites.site_id = ring_parcels.site_id
JOIN map_regions ON map_regions.region_key = ring_parcels.province_key
WHERE
    ring_parcels.ring_id = $ring AND ($site = '' OR sites.site_id = $site)
    AND ($province = '' OR map_regions.region_key = $province)
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), ring_parcels.shop_id))
    AND (CAST($since AS TIMESTAMP) IS NULL OR ring_parcels.seen_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR ring_parcels.seen_at < $until)
    AND sites.latitude IS NOT NULL AND map_regions.latitude IS NOT NULL
GROUP BY ALL
ORDER BY parcels DESC, sites.site_id, map_regions.region_key
