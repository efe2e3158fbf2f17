-- Who supplies whom: shop owners who ordered at another's shop three times or more on two days or more.
-- Grain: one row per shop_id, buyer_account_id
WITH owners AS (
    SELECT DISTINCT owner_account_id FROM shops WHERE owner_account_id IS NOT NULL
)

SELECT
    orders.shop_id,
    orders.buyer_account_id,
    count(DISTINCT orders.order_id) AS orders,
    CAST(sum(orders.quantity) AS BIGINT) AS units
FROM orders
JOIN owners ON owners.owner_account_id = orders.buyer_account_id
JOIN shops ON shops.shop_id = orders.shop_id
WHERE shops.owner_account_id <> orders.buyer_account_id
GROUP BY orders.shop_id, orders.buyer_account_id
HAVING count(DISTINCT orders.order_id) >= 3 AND count(DISTINCT CAST(orders.ordered_at AS DATE)) >= 2
