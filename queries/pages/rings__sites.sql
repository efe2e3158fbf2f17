-- The places one ring works from, candidates all: role, how known, search area, parcels, logins that confirm.
-- Grain: one row per site_id
SELECT
    sites.site_id, sites.role, sites.basis, places.name_zh AS place_zh, places.name_en AS place_en,
    province.name_zh_short AS province_zh, province.name_en AS province_en,
    sites.adcode, sites.latitude, sites.longitude, sites.radius_m, sites.address AS origin_address,
    sites.shipments, sites.shops, sites.logins, sites.logins_elsewhere, sites.first_shipped_at, sites.last_shipped_at
FROM sites
LEFT JOIN places ON places.adcode = sites.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode AND province.adcode <> places.adcode
WHERE sites.ring_id = $ring
ORDER BY sites.role DESC, sites.shipments DESC, sites.site_id
