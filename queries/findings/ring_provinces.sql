-- Where the goods of each ring went: order lines by shop and province of delivery, what its own people bought left out.
-- Grain: one row per ring_id, shop_id, province_key
-- Innocent reason: a ring's shop may also sell genuine goods, and its buyers know of nothing.
WITH lines AS (
    SELECT
        ring_lines.ring_id, ring_lines.shop_id, orders.order_id, ring_lines.quantity, ring_lines.unit_price,
        ring_lines.currency
    FROM ring_lines
    JOIN orders ON orders.order_line_id = ring_lines.order_line_id AND orders.shop_id = ring_lines.shop_id
    WHERE NOT ring_lines.is_inside
),

-- Of several parcels of one order the first province by its key stands for all.
ends AS (
    SELECT
        parcel_places.shop_id, parcel_places.order_id, min(parcel_places.destination_province_key) AS province_key
    FROM parcel_places
    SEMI JOIN lines ON lines.shop_id = parcel_places.shop_id AND lines.order_id = parcel_places.order_id
    GROUP BY parcel_places.shop_id, parcel_places.order_id
)

SELECT
    lines.ring_id,
    lines.shop_id,
    ends.province_key,
    count(DISTINCT lines.order_id) AS orders,
    CAST(sum(lines.quantity) AS BIGINT) AS units,
    CAST(sum(lines.quantity * lines.unit_price) AS DECIMAL(38, 4)) AS amount,
    min(lines.currency) AS currency
FROM lines
JOIN ends ON ends.shop_id = lines.shop_id AND ends.order_id = lines.order_id
WHERE ends.province_key IS NOT NULL
GROUP BY lines.ring_id, lines.shop_id, ends.province_key
ORDER BY lines.ring_id, lines.shop_id, ends.province_key
