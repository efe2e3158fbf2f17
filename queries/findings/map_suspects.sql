-- What the map tells of each suspect: name, rank, where it says it is, and its parcels from each province and, under the
-- key '', from anywhere. The map's first picture shows suspects alone and need not look them up among all shops.
-- Grain: one row per shop_id, start_key
-- Innocent reason: parcels from elsewhere alone are no evidence: many honest shops ship from a warehouse far from home.
SELECT
    map_sellers.shop_id,
    map_sellers.start_key,
    shops.shop_name,
    shop_scores.rank,
    coalesce(shops.registered_region, shop_places.adcode) AS registered_region,
    shop_places.adcode,
    shop_places.city_adcode,
    shop_places.province_adcode,
    shop_places.cell_1,
    map_sellers.parcels,
    map_sellers.units,
    map_sellers.median_distance_km
FROM map_sellers
JOIN shop_scores ON shop_scores.shop_id = map_sellers.shop_id AND shop_scores.suspect
LEFT JOIN shops ON shops.shop_id = map_sellers.shop_id
LEFT JOIN shop_places ON shop_places.shop_id = map_sellers.shop_id
ORDER BY map_sellers.start_key, map_sellers.shop_id
