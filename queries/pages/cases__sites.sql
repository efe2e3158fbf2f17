-- Candidate sites of rings, of one or of all: what somebody may go and look at.
-- Grain: one row per site_id
-- Innocent reason: a warehouse that honest shops share, a courier's counter.
SELECT
    sites.site_id, sites.ring_id, sites.role, sites.basis, sites.adcode, sites.address AS origin_address,
    sites.shipments, sites.radius_m, sites.latitude, sites.longitude,
    places.name_zh AS place_zh, places.name_en AS place_en,
    province.name_zh_short AS province_zh, province.name_en AS province_en
FROM sites
LEFT JOIN places ON places.adcode = sites.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode AND province.adcode <> places.adcode
WHERE CAST($ring AS VARCHAR) IS NULL OR sites.ring_id = $ring
ORDER BY sites.ring_id, sites.role DESC, sites.shipments DESC, sites.site_id
