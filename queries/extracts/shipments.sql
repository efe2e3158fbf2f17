-- Parcels in force: sound rows, of each id the latest observation. A shop's lie together: its addresses repeat, and
-- what reads one shop's parcels reads a few pages of the file.
-- Grain: one row per source_file, source_row
SELECT
    delivered.order_id,
    delivered.shop_id,
    delivered.waybill_no,
    delivered.courier,
    delivered.origin_address,
    nullif(trim(delivered.origin_adcode), '') AS origin_adcode,
    delivered.origin_latitude,
    delivered.origin_longitude,
    delivered.sender_phone,
    delivered.destination_address,
    nullif(trim(delivered.destination_adcode), '') AS destination_adcode,
    delivered.destination_latitude,
    delivered.destination_longitude,
    delivered.shipped_at,
    delivered.delivered_at,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.shipments AS delivered
ANTI JOIN bad_shipments USING (source_file, source_row)
ANTI JOIN superseded_shipments USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.shipped_at, delivered.order_id, delivered.source_file, delivered.source_row
