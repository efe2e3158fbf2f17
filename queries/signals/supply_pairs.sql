-- Shops whose owner buys again and again from another shop: three order lines or more on two days or more.
-- Grain: one row per supplier_shop_id, reseller_shop_id
-- Innocent reason: honest drop-shippers buy from honest wholesalers in just this way; owners also buy for themselves.
-- Off without: orders and owner_account_id.
WITH orders AS (
    SELECT * FROM orders WHERE coalesce(status, 'paid') <> 'closed'
),

shops AS (
    SELECT * FROM shops WHERE owner_account_id IS NOT NULL
),

bought AS (
    SELECT
        orders.shop_id AS supplier_shop_id,
        orders.buyer_account_id AS reseller_account_id,
        count(*) AS orders,
        count(DISTINCT CAST(orders.ordered_at AS DATE)) AS days,
        CAST(sum(orders.quantity) AS BIGINT) AS units,
        CAST(sum(orders.quantity * orders.unit_price) AS DECIMAL(38, 4)) AS amount,
        min(orders.ordered_at) AS first_order_at,
        max(orders.ordered_at) AS last_order_at
    FROM orders
    SEMI JOIN shops ON shops.owner_account_id = orders.buyer_account_id
    GROUP BY orders.shop_id, orders.buyer_account_id
    HAVING count(*) >= 3 AND count(DISTINCT CAST(orders.ordered_at AS DATE)) >= 2
)

SELECT
    bought.supplier_shop_id,
    shops.shop_id AS reseller_shop_id,
    bought.reseller_account_id,
    bought.orders,
    bought.days,
    bought.units,
    bought.amount,
    bought.first_order_at,
    bought.last_order_at
FROM bought
JOIN shops ON shops.owner_account_id = bought.reseller_account_id AND shops.shop_id <> bought.supplier_shop_id
ORDER BY bought.supplier_shop_id, shops.shop_id
