-- Where each parcel starts and ends: regions, coordinates, hexagons, the distance between, and its units. `seen_at` is
-- its dispatch, else its delivery. Coordinates are as delivered, else those of its address or region.
-- Grain: one row per source_file and source_row
-- Grows with: shipments
WITH parcels AS (
    SELECT
        shipments.source_file, shipments.source_row, shipments.order_id, shipments.shipped_at, shipments.delivered_at,
        shipments.origin_latitude, shipments.origin_longitude, shipments.destination_latitude,
        shipments.destination_longitude,
        coalesce(origin_codes.adcode, '') AS origin_code,
        CASE WHEN origin_codes.adcode IS NULL THEN coalesce(shipments.origin_address, '') ELSE '' END AS origin_text,
        coalesce(CAST(round(shipments.origin_latitude * 1000) AS INTEGER), -999999) AS origin_north,
        coalesce(CAST(round(shipments.origin_longitude * 1000) AS INTEGER), -999999) AS origin_east,
        coalesce(destination_codes.adcode, '') AS destination_code,
        CASE WHEN destination_codes.adcode IS NULL THEN coalesce(shipments.destination_address, '') ELSE '' END
            AS destination_text,
        coalesce(CAST(round(shipments.destination_latitude * 1000) AS INTEGER), -999999) AS destination_north,
        coalesce(CAST(round(shipments.destination_longitude * 1000) AS INTEGER), -999999) AS destination_east
    FROM shipments
    LEFT JOIN adcode_places AS origin_codes ON origin_codes.written_adcode = shipments.origin_adcode
    LEFT JOIN adcode_places AS destination_codes ON destination_codes.written_adcode = shipments.destination_adcode
),

placed AS (
    SELECT
        parcels.source_file, parcels.source_row, parcels.order_id,
        parcels.shipped_at,
        parcels.delivered_at,
        coalesce(parcels.shipped_at, parcels.delivered_at) AS seen_at,
        origins.adcode AS origin_adcode,
        origins.province_adcode AS origin_province_adcode,
        origins.city_adcode AS origin_city_adcode,
        origins.basis AS origin_basis,
        CASE WHEN origins.has_coordinates THEN parcels.origin_latitude ELSE origins.latitude END AS origin_latitude,
        CASE WHEN origins.has_coordinates THEN parcels.origin_longitude ELSE origins.longitude END AS origin_longitude,
        origins.cell_1 AS origin_cell_1,
        origins.cell_2 AS origin_cell_2,
        origins.cell_3 AS origin_cell_3,
        origins.province_key AS origin_province_key,
        origins.city_key AS origin_city_key,
        origins.district_key AS origin_district_key,
        destinations.adcode AS destination_adcode,
        CASE WHEN destinations.has_coordinates THEN parcels.destination_latitude ELSE destinations.latitude END
            AS destination_latitude,
        CASE WHEN destinations.has_coordinates THEN parcels.destination_longitude ELSE destinations.longitude END
            AS destination_longitude,
        destinations.province_key AS destination_province_key,
        destinations.city_key AS destination_city_key,
        destinations.district_key AS destination_district_key
    FROM parcels
    JOIN parcel_keys AS origins
        ON
            origins.coded_adcode = parcels.origin_code
            AND origins.written_text = parcels.origin_text
            AND origins.latitude_milli = parcels.origin_north
            AND origins.longitude_milli = parcels.origin_east
    JOIN parcel_keys AS destinations
        ON
            destinations.coded_adcode = parcels.destination_code
            AND destinations.written_text = parcels.destination_text
            AND destinations.latitude_milli = parcels.destination_north
            AND destinations.longitude_milli = parcels.destination_east
)

SELECT
    placed.*,
    parcel_orders.shop_id,
    parcel_orders.units,
    -- least() would take an unknown distance for the longest there is.
    CASE WHEN origin_latitude IS NOT NULL AND destination_latitude IS NOT NULL THEN
        round(6371.0 * 2 * asin(sqrt(least(1.0,
            pow(sin(radians(origin_latitude - destination_latitude) / 2), 2)
            + cos(radians(origin_latitude)) * cos(radians(destination_latitude))
            * pow(sin(radians(origin_longitude - destination_longitude) / 2), 2)
        ))), 3)
    END AS distance_km
FROM placed
JOIN parcel_orders
    ON parcel_orders.source_file = placed.source_file AND parcel_orders.source_row = placed.source_row
ORDER BY parcel_orders.shop_id, placed.seen_at, placed.source_file, placed.source_row
