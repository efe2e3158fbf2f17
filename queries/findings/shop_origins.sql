-- Where each shop's parcels start, city by city, with the city's name and place; without one, the cell of the map and
-- a point in it.
-- Grain: one row per shop_id, adcode
WITH started AS (
    SELECT
        shop_id,
        coalesce(origin_city_key, origin_province_key, '') AS adcode,
        count(*) AS parcels,
        min(origin_latitude) AS latitude,
        min(origin_longitude) AS longitude
    FROM parcel_places
    WHERE shop_id IS NOT NULL
    GROUP BY shop_id, coalesce(origin_city_key, origin_province_key, '')
)

SELECT
    started.shop_id,
    started.adcode,
    coalesce(places.name_zh_short, places.name_zh) AS name_zh,
    places.name_en,
    coalesce(places.latitude, started.latitude) AS latitude,
    coalesce(places.longitude, started.longitude) AS longitude,
    started.parcels,
    sum(started.parcels) OVER (PARTITION BY started.shop_id) AS parcels_of_shop,
    row_number() OVER (
        PARTITION BY started.shop_id ORDER BY started.adcode = '', started.parcels DESC, started.adcode
    ) AS place
FROM started
LEFT JOIN places ON places.adcode = started.adcode
ORDER BY started.shop_id, place
