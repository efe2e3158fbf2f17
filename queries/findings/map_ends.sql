-- Where parcels end, by region of each level, by the province where they start and, under the key '', from anywhere:
-- parcels, units and shops, those of suspects apart.
-- Grain: one row per level, start_key, region_key, suspect
-- Innocent reason: a busy place alone is no evidence: where many people live, many parcels end.
WITH ends AS (
    SELECT
        shop_id,
        coalesce(origin_province_key, '') AS start_key,
        destination_province_key,
        destination_city_key,
        destination_district_key,
        count(*) AS parcels,
        sum(units) AS units
    FROM parcel_places
    GROUP BY shop_id, coalesce(origin_province_key, ''), destination_province_key, destination_city_key,
        destination_district_key
),

levels AS (
    SELECT 'province' AS level, shop_id, start_key, destination_province_key AS region_key, parcels, units FROM ends
    UNION ALL
    SELECT 'city' AS level, shop_id, start_key, destination_city_key AS region_key, parcels, units FROM ends
    UNION ALL
    SELECT 'district' AS level, shop_id, start_key, destination_district_key AS region_key, parcels, units FROM ends
),

by_shop AS (
    SELECT level, shop_id, start_key, region_key, sum(parcels) AS parcels, sum(units) AS units
    FROM levels
    WHERE region_key IS NOT NULL AND start_key <> ''
    GROUP BY level, shop_id, start_key, region_key
    UNION ALL
    SELECT level, shop_id, '' AS start_key, region_key, sum(parcels) AS parcels, sum(units) AS units
    FROM levels
    WHERE region_key IS NOT NULL
    GROUP BY level, shop_id, region_key
)

SELECT
    by_shop.level,
    by_shop.start_key,
    by_shop.region_key,
    coalesce(shop_scores.suspect, false) AS suspect,
    CAST(sum(by_shop.parcels) AS BIGINT) AS parcels,
    CAST(sum(by_shop.units) AS BIGINT) AS units,
    -- Each shop stands once in its group; parcels of an unknown shop are nobody's.
    count(by_shop.shop_id) AS shops
FROM by_shop
LEFT JOIN shop_scores ON shop_scores.shop_id = by_shop.shop_id
GROUP BY by_shop.level, by_shop.start_key, by_shop.region_key, coalesce(shop_scores.suspect, false)
ORDER BY by_shop.level, by_shop.start_key, by_shop.region_key, suspect
