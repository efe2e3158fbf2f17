-- Where one ring's goods went: units and parcels by shop and province of delivery, what its own people bought left out; of
-- all its shops or of the picked ones, to all provinces or to one.
-- Grain: one row per shop_id, province_key
SELECT
    ring_provinces.shop_id, shops.shop_name, ring_provinces.province_key, map_regions.name_zh AS province_zh,
    map_regions.name_en AS province_en, map_regions.latitude, map_regions.longitude,
    ring_provinces.orders, ring_provinces.units, ring_provinces.amount, ring_provinces.currency
FROM ring_provinces
JOIN map_regions ON map_regions.region_key = ring_provinces.province_key
LEFT JOIN shops ON shops.shop_id = ring_provinces.shop_id
WHERE
    ring_provinces.ring_id = $ring
    AND ($province = '' OR ring_provinces.province_key = $province)
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), ring_provinces.shop_id))
ORDER BY ring_provinces.units DESC, ring_provinces.shop_id, ring_provinces.province_key
