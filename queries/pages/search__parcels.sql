-- Parcels with the waybill number, as typed or without its hyphens: of which order and shop, when, from where to where. The
-- number itself is not told again.
-- Grain: one row per source_file, source_row
WITH found AS (
    SELECT source_file, source_row, order_id, shop_id, shipped_at, origin_adcode, destination_adcode
    FROM shipments
    WHERE waybill_no IN ($waybill, upper($waybill), $written, upper($written))
),

known AS (
    SELECT found.* REPLACE (coalesce(found.shop_id, parcel_orders.shop_id) AS shop_id)
    FROM found
    LEFT JOIN parcel_orders
        ON parcel_orders.source_file = found.source_file AND parcel_orders.source_row = found.source_row
)

SELECT
    known.source_file, known.source_row, known.order_id, known.shop_id, shops.shop_name, known.shipped_at,
    origins.name_zh AS origin_zh, origins.name_en AS origin_en,
    destinations.name_zh AS destination_zh, destinations.name_en AS destination_en,
    count(*) OVER () AS found
FROM known
LEFT JOIN shops ON shops.shop_id = known.shop_id
LEFT JOIN places AS origins ON origins.adcode = known.origin_adcode
LEFT JOIN places AS destinations ON destinations.adcode = known.destination_adcode
ORDER BY known.shipped_at, known.source_file, known.source_row
LIMIT $most
