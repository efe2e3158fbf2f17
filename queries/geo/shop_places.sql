-- Where each shop says it is: by its code, else by the name of its region, else by the coordinates of parcels whose
-- address reads the same. Coordinates stay empty where only a province or a country is known: that is no place.
-- Grain: one row per shop_id
WITH resolved AS (
    SELECT
        shops.shop_id,
        shops.registered_region,
        coalesce(adcode_places.adcode, text_places.adcode, nearest_places.adcode) AS adcode,
        CASE
            WHEN adcode_places.adcode IS NOT NULL THEN 'code'
            WHEN text_places.adcode IS NOT NULL THEN 'name'
            WHEN text_places.latitude IS NOT NULL THEN 'same_address'
        END AS basis,
        CASE WHEN adcode_places.adcode IS NULL AND text_places.adcode IS NULL THEN text_places.latitude END AS latitude,
        CASE WHEN adcode_places.adcode IS NULL AND text_places.adcode IS NULL THEN text_places.longitude END AS longitude
    FROM shops
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shops.registered_adcode
    LEFT JOIN text_places
        ON text_places.written_text = shops.registered_region AND adcode_places.adcode IS NULL
    LEFT JOIN nearest_places
        ON
            nearest_places.latitude_milli = CAST(round(text_places.latitude * 1000) AS INTEGER)
            AND nearest_places.longitude_milli = CAST(round(text_places.longitude * 1000) AS INTEGER)
),

placed AS (
    SELECT
        resolved.shop_id,
        resolved.basis,
        resolved.registered_region,
        resolved.adcode,
        places.level,
        places.province_adcode,
        places.city_adcode,
        coalesce(resolved.latitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.latitude END) AS latitude,
        coalesce(resolved.longitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.longitude END) AS longitude
    FROM resolved
    LEFT JOIN places ON places.adcode = resolved.adcode
)

SELECT
    placed.*,
    coordinate_cells.cell_1
FROM placed
LEFT JOIN coordinate_cells
    ON
        coordinate_cells.latitude_milli = CAST(round(placed.latitude * 1000) AS INTEGER)
        AND coordinate_cells.longitude_milli = CAST(round(placed.longitude * 1000) AS INTEGER)
ORDER BY placed.shop_id
