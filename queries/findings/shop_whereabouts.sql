-- Where each shop says it is, by name, and the one city where most of its parcels start.
-- Grain: one row per shop_id
WITH main_origins AS (
    SELECT * FROM shop_origins WHERE place = 1
),

-- A city, else the province; the district's name alone means little to a reader.
named AS (
    SELECT
        shop_places.shop_id,
        shop_places.province_adcode,
        shop_places.latitude,
        shop_places.longitude,
        coalesce(cities.name_zh_short, provinces.name_zh_short, shop_places.registered_region) AS name_zh,
        coalesce(cities.name_en, provinces.name_en, shop_places.registered_region) AS name_en
    FROM shop_places
    LEFT JOIN places AS cities ON cities.adcode = shop_places.city_adcode
    LEFT JOIN places AS provinces ON provinces.adcode = coalesce(shop_places.province_adcode, shop_places.adcode)
)

SELECT
    shops.shop_id,
    named.name_zh AS registered_zh,
    named.name_en AS registered_en,
    named.province_adcode AS registered_province,
    named.latitude AS registered_latitude,
    named.longitude AS registered_longitude,
    coalesce(main_origins.parcels_of_shop, 0) AS parcels,
    shop_geography.parcels AS origins_known,
    shop_geography.far_parcels,
    shop_geography.far_distance_km,
    main_origins.name_zh AS origin_zh,
    main_origins.name_en AS origin_en,
    main_origins.parcels AS origin_parcels
FROM shops
LEFT JOIN named ON named.shop_id = shops.shop_id
LEFT JOIN shop_geography ON shop_geography.shop_id = shops.shop_id
LEFT JOIN main_origins ON main_origins.shop_id = shops.shop_id
ORDER BY shops.shop_id
