-- Where each parcel starts and ends: regions, coordinates, hexagons and the distance between. The shop is the
-- parcel's own or, where the order has but one, the order's.
-- Grain: one row per source_file and source_row
WITH parcel_ends AS (
    SELECT
        parcel_ends.*,
        coordinate_cells.cell_1,
        coordinate_cells.cell_2,
        coordinate_cells.cell_3
    FROM parcel_ends
    LEFT JOIN coordinate_cells
        ON
            coordinate_cells.latitude_milli = CAST(round(parcel_ends.latitude * 1000) AS INTEGER)
            AND coordinate_cells.longitude_milli = CAST(round(parcel_ends.longitude * 1000) AS INTEGER)
),

order_shops AS (
    SELECT order_id, min(shop_id) AS shop_id
    FROM orders
    WHERE order_id IN (SELECT order_id FROM shipments WHERE shop_id IS NULL)
    GROUP BY order_id
    HAVING min(shop_id) = max(shop_id)
)

SELECT
    shipments.source_file,
    shipments.source_row,
    shipments.order_id,
    coalesce(shipments.shop_id, order_shops.shop_id) AS shop_id,
    shipments.shipped_at,
    shipments.delivered_at,
    origins.adcode AS origin_adcode,
    origins.province_adcode AS origin_province_adcode,
    origins.city_adcode AS origin_city_adcode,
    origins.district_adcode AS origin_district_adcode,
    origins.basis AS origin_basis,
    origins.latitude AS origin_latitude,
    origins.longitude AS origin_longitude,
    origins.cell_1 AS origin_cell_1,
    origins.cell_2 AS origin_cell_2,
    origins.cell_3 AS origin_cell_3,
    destinations.adcode AS destination_adcode,
    destinations.province_adcode AS destination_province_adcode,
    destinations.city_adcode AS destination_city_adcode,
    destinations.district_adcode AS destination_district_adcode,
    destinations.basis AS destination_basis,
    destinations.latitude AS destination_latitude,
    destinations.longitude AS destination_longitude,
    destinations.cell_1 AS destination_cell_1,
    round(6371.0 * 2 * asin(sqrt(least(1.0,
        pow(sin(radians(origins.latitude - destinations.latitude) / 2), 2)
        + cos(radians(origins.latitude)) * cos(radians(destinations.latitude))
        * pow(sin(radians(origins.longitude - destinations.longitude) / 2), 2)
    ))), 3) AS distance_km
FROM shipments
LEFT JOIN order_shops ON order_shops.order_id = shipments.order_id AND shipments.shop_id IS NULL
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
ORDER BY shop_id, shipments.shipped_at, shipments.source_file, shipments.source_row
