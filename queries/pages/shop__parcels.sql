-- A shop's parcels, the latest first: all, or of one listing, one order, one buyer, some weeks, one place of
-- dispatch.
-- Grain: one row per parcel
SELECT
    parcel_places.order_id,
    shipments.waybill_no,
    shipments.courier,
    parcel_places.shipped_at,
    parcel_places.delivered_at,
    origins.name_zh AS origin_zh,
    origins.name_en AS origin_en,
    shipments.origin_address,
    destinations.name_zh AS destination_zh,
    destinations.name_en AS destination_en,
    shipments.destination_address,
    shipments.sender_phone,
    parcel_places.distance_km,
    parcel_places.origin_adcode
FROM parcel_places
JOIN shipments
    ON
        shipments.source_file = parcel_places.source_file
        AND shipments.source_row = parcel_places.source_row
        -- A shop's parcels lie together in the file: the others' are not even read.
        AND (shipments.shop_id = $shop_id OR shipments.shop_id IS NULL)
LEFT JOIN places AS origins ON origins.adcode = parcel_places.origin_adcode
LEFT JOIN places AS destinations ON destinations.adcode = parcel_places.destination_adcode
WHERE
    parcel_places.shop_id = $shop_id
    AND ($order = '' OR parcel_places.order_id = $order)
    AND (
        $start = ''
        OR $start IN (
            parcel_places.origin_adcode, parcel_places.origin_city_key, parcel_places.origin_province_key
        )
    )
    AND (CAST($since AS TIMESTAMP) IS NULL OR parcel_places.shipped_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR parcel_places.shipped_at < $until)
    AND (
        ($listing = '' AND $buyer = '')
        OR parcel_places.order_id IN (
            SELECT order_id FROM orders
            WHERE
                shop_id = $shop_id
                AND ($listing = '' OR listing_id = $listing)
                AND ($buyer = '' OR buyer_account_id = $buyer)
        )
    )
ORDER BY parcel_places.shipped_at DESC NULLS LAST, parcel_places.order_id, parcel_places.source_row
LIMIT $most
