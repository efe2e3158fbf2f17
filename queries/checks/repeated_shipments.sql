-- Parcels that may have been delivered more than once: rows that share order_id with another.
-- Grain: one row per source_file, source_row
-- Key: order_id
WITH shared AS (
    SELECT order_id
    FROM raw.shipments
    GROUP BY order_id
    HAVING count(*) > 1
)

SELECT
    delivered.order_id, delivered.shop_id, delivered.waybill_no, delivered.courier,
    delivered.origin_address, delivered.origin_adcode, delivered.origin_latitude,
    delivered.origin_longitude, delivered.sender_phone, delivered.destination_address,
    delivered.destination_adcode, delivered.destination_latitude, delivered.destination_longitude,
    delivered.shipped_at, delivered.delivered_at, delivered.observed_at, delivered.source_file,
    delivered.source_row
FROM raw.shipments AS delivered
SEMI JOIN shared USING (order_id)
