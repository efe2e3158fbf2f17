-- Accounts whose own purchases are delivered to a spot from which shops start parcels: to its door as written or, where
-- the delivery bears no house number, within its radius, a hundred metres at most.
-- Grain: one row per account_id, spot_id
-- Innocent reason: people order to their workplace; lockers, campuses and markets receive for hundreds.
-- Off without: destinations of shipments.
WITH ordered AS (
    SELECT parcel_places.order_id, parcel_places.shop_id, spot_deliveries.spot_id
    FROM spot_deliveries
    JOIN parcel_places
        ON
            parcel_places.source_file = spot_deliveries.source_file
            AND parcel_places.source_row = spot_deliveries.source_row
),

buyers AS (
    SELECT orders.order_id, orders.shop_id, min(orders.buyer_account_id) AS account_id
    FROM orders
    SEMI JOIN ordered ON ordered.order_id = orders.order_id AND ordered.shop_id = orders.shop_id
    GROUP BY orders.order_id, orders.shop_id
)

SELECT buyers.account_id, ordered.spot_id, count(DISTINCT ordered.order_id) AS orders
FROM ordered
JOIN buyers ON buyers.order_id = ordered.order_id AND buyers.shop_id = ordered.shop_id
GROUP BY buyers.account_id, ordered.spot_id
ORDER BY buyers.account_id, ordered.spot_id
