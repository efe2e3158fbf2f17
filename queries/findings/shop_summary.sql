-- What there is to say of each shop at a glance; everything that pages show of a shop comes from here.
-- Grain: one row per shop_id
SELECT
    shops.shop_id,
    shops.shop_name,
    shops.owner_account_id,
    shops.opened_at,
    shops.registered_adcode,
    shops.registered_region,
    coalesce(CASE WHEN places.level = 'district' THEN cities.name_zh END, '') || places.name_zh AS registered_name_zh,
    places.name_en || coalesce(CASE WHEN places.level = 'district' THEN ', ' || cities.name_en END, '')
        AS registered_name_en,
    shop_places.latitude AS registered_latitude,
    shop_places.longitude AS registered_longitude,
    coalesce(shop_sales.currency, shop_goods.currency) AS currency,
    coalesce(shop_goods.listings, 0) AS listings,
    coalesce(shop_goods.priced_listings, 0) AS priced_listings,
    coalesce(shop_sales.orders, 0) AS orders,
    coalesce(shop_sales.units, 0) AS units,
    coalesce(shop_sales.amount, 0) AS amount,
    coalesce(shop_sales.amount_at_risk, 0) AS amount_at_risk,
    shop_sales.first_order_at,
    shop_sales.last_order_at,
    shop_goods.main_brand,
    shop_goods.main_category,
    shop_price.price_ratio,
    shop_price.price_basis,
    CAST(ceil(shop_complaints.voices) AS BIGINT) AS counterfeit_complaints,
    shop_complaints.voices AS complainants,
    shop_complaints.expected AS complainants_expected,
    main_origins.parcels_of_shop AS parcels,
    shop_geography.far_parcels,
    shop_geography.far_distance_km,
    nullif(main_origins.adcode, '') AS main_origin_adcode,
    main_origins.name_zh AS main_origin_name_zh,
    main_origins.name_en AS main_origin_name_en,
    coalesce(shop_test_buys.decided, 0) AS test_buys_decided,
    coalesce(shop_test_buys.counterfeit, 0) AS test_buys_counterfeit
FROM shops
LEFT JOIN shop_places ON shop_places.shop_id = shops.shop_id
LEFT JOIN places ON places.adcode = shop_places.adcode
LEFT JOIN places AS cities ON cities.adcode = shop_places.city_adcode
LEFT JOIN shop_sales ON shop_sales.shop_id = shops.shop_id
LEFT JOIN shop_goods ON shop_goods.shop_id = shops.shop_id
LEFT JOIN shop_price ON shop_price.shop_id = shops.shop_id
LEFT JOIN shop_complaints ON shop_complaints.shop_id = shops.shop_id
LEFT JOIN shop_geography ON shop_geography.shop_id = shops.shop_id
LEFT JOIN shop_origins AS main_origins ON main_origins.shop_id = shops.shop_id AND main_origins.place = 1
LEFT JOIN shop_test_buys ON shop_test_buys.shop_id = shops.shop_id
ORDER BY shops.shop_id
