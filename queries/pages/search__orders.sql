-- The order of this id, as typed or in capitals, by shop.
-- Grain: one row per order_id, shop_id
WITH found AS (
    SELECT order_id, shop_id, min(ordered_at) AS ordered_at, CAST(sum(quantity) AS BIGINT) AS units
    FROM orders
    WHERE order_id IN ($written, upper($written))
    GROUP BY order_id, shop_id
)

SELECT found.order_id, found.shop_id, shops.shop_name, found.ordered_at, found.units, count(*) OVER () AS found
FROM found
LEFT JOIN shops ON shops.shop_id = found.shop_id
ORDER BY found.order_id, found.shop_id
LIMIT $most
