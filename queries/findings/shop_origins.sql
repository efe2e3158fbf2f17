-- Where each shop's parcels start most often, and how many start far from where the shop is registered.
-- Grain: one row per shop_id
WITH counted AS (
    SELECT shop_id, coalesce(origin_city_adcode, origin_adcode) AS origin_adcode, count(*) AS parcels
    FROM parcel_places
    WHERE origin_adcode IS NOT NULL
    GROUP BY shop_id, coalesce(origin_city_adcode, origin_adcode)
),

most AS (
    SELECT shop_id, origin_adcode
    FROM counted
    QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY parcels DESC, origin_adcode) = 1
),

sent AS (
    SELECT shop_id, count(*) AS parcels FROM parcel_places GROUP BY shop_id
)

SELECT
    sent.shop_id,
    sent.parcels,
    shop_geography.far_parcels,
    shop_geography.far_distance_km,
    most.origin_adcode AS main_origin_adcode,
    places.name_zh AS main_origin_name_zh,
    places.name_en AS main_origin_name_en
FROM sent
LEFT JOIN most ON most.shop_id = sent.shop_id
LEFT JOIN places ON places.adcode = most.origin_adcode
LEFT JOIN shop_geography ON shop_geography.shop_id = sent.shop_id
ORDER BY sent.shop_id
