-- Where one ring's goods went: units and parcels by shop and province of delivery, what its own people bought left out.
-- Grain: one row per shop_id, province_key
WITH lines AS (
    SELECT ring_lines.shop_id, orders.order_id, ring_lines.quantity, ring_lines.unit_price, ring_lines.currency
    FROM ring_lines
    JOIN orders ON orders.order_line_id = ring_lines.order_line_id AND orders.shop_id = ring_lines.shop_id
    WHERE ring_lines.ring_id = $ring AND NOT ring_lines.is_inside
),

ends AS (
    SELECT parcel_places.shop_id, parcel_places.order_id,
        any_value(parcel_places.destination_province_key ORDER BY parcel_places.destination_province_key) AS province_key
    FROM parcel_places
    SEMI JOIN lines ON lines.shop_id = parcel_places.shop_id AND lines.order_id = parcel_places.order_id
    GROUP BY parcel_places.shop_id, parcel_places.order_id
)

SELECT
    lines.shop_id, shops.shop_name, ends.province_key, map_regions.name_zh AS province_zh,
    map_regions.name_en AS province_en, map_regions.latitude, map_regions.longitude,
    count(DISTINCT lines.order_id) AS orders,
    CAST(sum(lines.quantity) AS BIGINT) AS units,
    CAST(sum(lines.quantity * lines.unit_price) AS DECIMAL(38, 4)) AS amount,
    any_value(lines.currency ORDER BY lines.currency) AS currency
FROM lines
JOIN ends ON ends.shop_id = lines.shop_id AND ends.order_id = lines.order_id
JOIN map_regions ON map_regions.region_key = ends.province_key
LEFT JOIN shops ON shops.shop_id = lines.shop_id
GROUP BY lines.shop_id, shops.shop_name, ends.province_key, map_regions.name_zh, map_regions.name_en,
    map_regions.latitude, map_regions.longitude
ORDER BY units DESC, lines.shop_id, ends.province_key
