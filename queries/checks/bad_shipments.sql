-- Parcels that break a rule, each with the first rule it breaks, in this order:
-- null_id, coordinate_out_of_range, unknown_shop.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        order_id, origin_latitude, origin_longitude, destination_latitude, destination_longitude,
        shop_id, source_file, source_row
    FROM raw.shipments
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.order_id, '') = '' THEN 'null_id'
            WHEN delivered.origin_latitude NOT BETWEEN -90 AND 90
                OR delivered.origin_longitude NOT BETWEEN -180 AND 180
                OR delivered.destination_latitude NOT BETWEEN -90 AND 90
                OR delivered.destination_longitude NOT BETWEEN -180 AND 180
                THEN 'coordinate_out_of_range'
            WHEN coalesce(delivered.shop_id, '') <> '' AND shops.shop_id IS NULL THEN 'unknown_shop'
        END AS reason
    FROM delivered
    LEFT JOIN shops ON delivered.shop_id = shops.shop_id
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
