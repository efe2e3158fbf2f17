-- Which shop and how many units each parcel stands for: the parcel's own shop or, where the order has but one, the
-- order's; the units of that order and shop, with its first parcel where there are several.
-- Grain: one row per source_file and source_row
-- Grows with: shipments (orders by order_id)
WITH order_units AS (
    SELECT order_id, shop_id, sum(quantity) AS units
    FROM orders
    GROUP BY order_id, shop_id
),

-- Most deliveries name the shop of every parcel: then none of this runs.
single_shops AS (
    SELECT order_id, min(shop_id) AS shop_id
    FROM order_units
    SEMI JOIN (SELECT order_id FROM shipments WHERE shop_id IS NULL) AS shopless
        ON shopless.order_id = order_units.order_id
    GROUP BY order_id
    HAVING count(*) = 1
),

parcels AS (
    SELECT
        shipments.source_file,
        shipments.source_row,
        shipments.order_id,
        shipments.shipped_at,
        coalesce(shipments.shop_id, single_shops.shop_id) AS shop_id
    FROM shipments
    LEFT JOIN single_shops ON single_shops.order_id = shipments.order_id AND shipments.shop_id IS NULL
),

split AS (
    SELECT
        parcels.source_file,
        parcels.source_row,
        row_number() OVER (
            PARTITION BY parcels.order_id, parcels.shop_id
            ORDER BY parcels.shipped_at, parcels.source_file, parcels.source_row
        ) AS place
    FROM parcels
    JOIN (
        SELECT order_id, shop_id FROM parcels GROUP BY order_id, shop_id HAVING count(*) > 1
    ) AS several
        ON several.order_id = parcels.order_id AND several.shop_id IS NOT DISTINCT FROM parcels.shop_id
)

SELECT
    parcels.source_file,
    parcels.source_row,
    parcels.shop_id,
    CASE WHEN coalesce(split.place, 1) = 1 THEN CAST(order_units.units AS BIGINT) ELSE 0 END AS units
FROM parcels
LEFT JOIN split ON split.source_file = parcels.source_file AND split.source_row = parcels.source_row
LEFT JOIN order_units ON order_units.order_id = parcels.order_id AND order_units.shop_id = parcels.shop_id
