-- The places that rings work from, over the whole map, the busiest first; candidates all, with the ring they belong to.
-- $cleared: suspects that were cleared; is_cleared: they are all that the ring had.
-- Grain: one row per site_id
-- Innocent reason: a search area, never an address; neighbours, landlords and couriers stand in it too.
WITH suspects AS (
    SELECT
        ring_members.ring_id,
        count(*) FILTER (WHERE NOT list_contains(CAST($cleared AS VARCHAR[]), ring_members.member_id)) AS left_over
    FROM ring_members
    JOIN shop_cases ON shop_cases.shop_id = ring_members.member_id AND shop_cases.suspect
    WHERE ring_members.member_type = 'shop'
    GROUP BY ring_members.ring_id
)

SELECT
    sites.site_id, sites.ring_id, sites.role, sites.basis, sites.latitude, sites.longitude, sites.shipments,
    places.name_zh AS place_zh, places.name_en AS place_en,
    province.name_zh_short AS province_zh, province.name_en AS province_en,
    sites.adcode, sites.address AS origin_address,
    ring_cases.main_brand, ring_cases.main_category, ring_cases.town_zh, ring_cases.town_en, ring_cases.city_zh,
    ring_cases.city_en,
    coalesce(suspects.left_over = 0, FALSE) AS is_cleared
FROM sites
JOIN ring_cases ON ring_cases.ring_id = sites.ring_id
LEFT JOIN suspects ON suspects.ring_id = sites.ring_id
LEFT JOIN places ON places.adcode = sites.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode AND province.adcode <> places.adcode
WHERE sites.latitude IS NOT NULL AND sites.longitude IS NOT NULL
ORDER BY sites.shipments DESC, sites.site_id
LIMIT $most
