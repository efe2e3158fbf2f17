-- Where each parcel starts and ends: regions, coordinates, hexagons, the distance between, and its units. The shop is
-- the parcel's own or, where the order has but one, the order's. A region's key is its code or, where no region is
-- known, the large hexagon. Units stand with the first parcel of an order's shop; `seen_at` is dispatch, else delivery.
-- Grain: one row per source_file and source_row
WITH parcel_ends AS (
    SELECT
        parcel_ends.*,
        coordinate_cells.cell_1,
        coordinate_cells.cell_2,
        coordinate_cells.cell_3,
        coalesce(parcel_ends.province_adcode, parcel_ends.adcode, coordinate_cells.cell_1) AS province_key,
        coalesce(
            parcel_ends.city_adcode, parcel_ends.province_adcode, parcel_ends.adcode, coordinate_cells.cell_1
        ) AS city_key,
        coalesce(parcel_ends.adcode, coordinate_cells.cell_1) AS district_key
    FROM parcel_ends
    LEFT JOIN coordinate_cells
        ON
            coordinate_cells.latitude_milli = CAST(round(parcel_ends.latitude * 1000) AS INTEGER)
            AND coordinate_cells.longitude_milli = CAST(round(parcel_ends.longitude * 1000) AS INTEGER)
)

SELECT
    shipments.source_file,
    shipments.source_row,
    shipments.order_id,
    parcel_orders.shop_id,
    parcel_orders.units,
    shipments.shipped_at,
    shipments.delivered_at,
    coalesce(shipments.shipped_at, shipments.delivered_at) AS seen_at,
    origins.adcode AS origin_adcode,
    origins.province_adcode AS origin_province_adcode,
    origins.city_adcode AS origin_city_adcode,
    origins.basis AS origin_basis,
    origins.latitude AS origin_latitude,
    origins.longitude AS origin_longitude,
    origins.cell_1 AS origin_cell_1,
    origins.cell_2 AS origin_cell_2,
    origins.cell_3 AS origin_cell_3,
    origins.province_key AS origin_province_key,
    origins.city_key AS origin_city_key,
    origins.district_key AS origin_district_key,
    destinations.adcode AS destination_adcode,
    destinations.province_adcode AS destination_province_adcode,
    destinations.city_adcode AS destination_city_adcode,
    destinations.basis AS destination_basis,
    destinations.latitude AS destination_latitude,
    destinations.longitude AS destination_longitude,
    destinations.province_key AS destination_province_key,
    destinations.city_key AS destination_city_key,
    destinations.district_key AS destination_district_key,
    round(6371.0 * 2 * asin(sqrt(least(1.0,
        pow(sin(radians(origins.latitude - destinations.latitude) / 2), 2)
        + cos(radians(origins.latitude)) * cos(radians(destinations.latitude))
        * pow(sin(radians(origins.longitude - destinations.longitude) / 2), 2)
    ))), 3) AS distance_km
FROM shipments
JOIN parcel_orders
    ON parcel_orders.source_file = shipments.source_file AND parcel_orders.source_row = shipments.source_row
LEFT JOIN parcel_ends AS origins
    ON
        origins.written_adcode IS NOT DISTINCT FROM shipments.origin_adcode
        AND origins.written_text IS NOT DISTINCT FROM shipments.origin_address
        AND origins.written_latitude IS NOT DISTINCT FROM shipments.origin_latitude
        AND origins.written_longitude IS NOT DISTINCT FROM shipments.origin_longitude
LEFT JOIN parcel_ends AS destinations
    ON
        destinations.written_adcode IS NOT DISTINCT FROM shipments.destination_adcode
        AND destinations.written_text IS NOT DISTINCT FROM shipments.destination_address
        AND destinations.written_latitude IS NOT DISTINCT FROM shipments.destination_latitude
        AND destinations.written_longitude IS NOT DISTINCT FROM shipments.destination_longitude
ORDER BY parcel_orders.shop_id, seen_at, shipments.source_file, shipments.source_row
