-- Parcels that another row replaces: identical repeats, and older
-- observations of the same order_id, shop_id, waybill_no.
-- Grain: one row per source_file, source_row
WITH sound AS (
    SELECT
        order_id, shop_id, waybill_no, courier, origin_address, origin_adcode, origin_latitude,
        origin_longitude, sender_phone, destination_address, destination_adcode, destination_latitude,
        destination_longitude, shipped_at, delivered_at, observed_at, source_file, source_row
    FROM repeated_shipments
    ANTI JOIN bad_shipments USING (source_file, source_row)
),

ranked AS (
    SELECT
        source_file,
        source_row,
        observed_at,
        row_number() OVER (
            PARTITION BY
                order_id, shop_id, waybill_no, courier, origin_address, origin_adcode, origin_latitude,
                origin_longitude, sender_phone, destination_address, destination_adcode,
                destination_latitude, destination_longitude, shipped_at, delivered_at
            ORDER BY observed_at DESC NULLS LAST, source_file, source_row
        ) AS recency,
        -- Without its number a parcel cannot be told from the others of its order: no history then.
        CASE
            WHEN waybill_no IS NOT NULL THEN max(observed_at) OVER (PARTITION BY order_id, shop_id, waybill_no)
        END AS latest_observed_at
    FROM sound
)

SELECT source_file, source_row
FROM ranked
WHERE recency > 1 OR observed_at < latest_observed_at
ORDER BY source_file, source_row
