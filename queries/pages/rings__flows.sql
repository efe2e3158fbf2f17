-- From which place of one ring to which province: parcels of its shops from each of its sites; all, or from one site,
-- to one province, of the picked shops, of some weeks.
-- Grain: one row per site_id, province_key
SELECT
    sites.site_id, sites.role, sites.latitude AS origin_latitude, sites.longitude AS origin_longitude,
    map_regions.region_key AS province_key, map_regions.name_zh AS province_zh, map_regions.name_en AS province_en,
    map_regions.latitude AS destination_latitude, map_regions.longitude AS destination_longitude,
    count(*) AS parcels, CAST(sum(parcel_places.units) AS BIGINT) AS units
FROM site_groups
JOIN sites ON sites.ring_id = site_groups.ring_id AND sites.site_id = site_groups.site_id
JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
JOIN parcel_places
    ON
        parcel_places.shop_id = parcel_spots.shop_id
        AND parcel_places.source_file = parcel_spots.source_file
        AND parcel_places.source_row = parcel_spots.source_row
JOIN map_regions ON map_regions.region_key = parcel_places.destination_province_key
WHERE
    site_groups.ring_id = $ring AND ($site = '' OR sites.site_id = $site)
    AND ($province = '' OR map_regions.region_key = $province)
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), parcel_places.shop_id))
    AND (CAST($since AS TIMESTAMP) IS NULL OR parcel_places.seen_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR parcel_places.seen_at < $until)
    AND sites.latitude IS NOT NULL AND map_regions.latitude IS NOT NULL
GROUP BY ALL
ORDER BY parcels DESC, sites.site_id, map_regions.region_key
