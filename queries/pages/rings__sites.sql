-- The places one ring works from, candidates all: role, how known, search area, parcels, logins that confirm; all, one,
-- or those that the picked shops send from.
-- Grain: one row per site_id
SELECT
    sites.site_id, sites.role, sites.basis, places.name_zh AS place_zh, places.name_en AS place_en,
    province.name_zh_short AS province_zh, province.name_en AS province_en,
    sites.adcode, sites.latitude, sites.longitude, sites.radius_m, sites.address AS origin_address,
    sites.shipments, sites.shops, sites.logins, sites.logins_elsewhere, sites.first_shipped_at, sites.last_shipped_at
FROM sites
LEFT JOIN places ON places.adcode = sites.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode AND province.adcode <> places.adcode
WHERE
    sites.ring_id = $ring
    AND ($site = '' OR sites.site_id = $site)
    AND (
        len(CAST($nodes AS VARCHAR[])) = 0
        OR EXISTS (
            SELECT 1 FROM site_groups
            JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
            WHERE
                site_groups.ring_id = sites.ring_id
                AND site_groups.site_id = sites.site_id
                AND list_contains(CAST($nodes AS VARCHAR[]), site_starts.shop_id)
        )
    )
ORDER BY sites.role DESC, sites.shipments DESC, sites.site_id
