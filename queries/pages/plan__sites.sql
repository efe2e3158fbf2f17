-- The places one ring works from, by jurisdiction, for its operation plan: candidates all, until somebody was there.
-- `is_china`: the place is one of China's divisions, whose clock is UTC+8.
-- Grain: one row per site_id
SELECT
    sites.ring_id, sites.site_id, sites.role, sites.basis, sites.adcode,
    places.province_adcode, province.name_zh AS province_zh, province.name_en AS province_en,
    city.adcode AS city_adcode, city.name_zh AS city_zh, city.name_en AS city_en,
    CASE WHEN places.level = 'district' THEN places.adcode END AS district_adcode,
    CASE WHEN places.level = 'district' THEN places.name_zh END AS district_zh,
    CASE WHEN places.level = 'district' THEN places.name_en END AS district_en,
    coalesce(places.source = 'divisions', FALSE) AS is_china,
    sites.latitude, sites.longitude, sites.radius_m, sites.address AS origin_address,
    sites.shipments, sites.shops, sites.logins, sites.logins_elsewhere, sites.first_shipped_at, sites.last_shipped_at
FROM sites
LEFT JOIN places ON places.adcode = sites.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode
LEFT JOIN places AS city
    ON
        city.adcode = coalesce(places.city_adcode, CASE WHEN places.level = 'city' THEN places.adcode END)
        AND city.adcode <> coalesce(places.province_adcode, '')
WHERE sites.ring_id = $ring
ORDER BY places.province_adcode, sites.adcode, sites.role DESC, sites.shipments DESC, sites.site_id
