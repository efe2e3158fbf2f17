-- Who buys again and again, and where: every account with three orders or more on two days or more at a shop. Amounts in
-- different currencies are never added: `amount` is what was paid in the one that most of the orders are in.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: regular customers come back.
WITH
-- Few pairs have three orders: only theirs are looked at closer.
again AS (
    SELECT shop_id, buyer_account_id
    FROM orders
    WHERE coalesce(status, 'paid') <> 'closed'
    GROUP BY shop_id, buyer_account_id
    HAVING count(*) >= 3
),

by_currency AS (
    SELECT
        orders.shop_id,
        orders.buyer_account_id,
        orders.currency,
        count(*) AS orders,
        sum(orders.quantity) AS units,
        CAST(sum(orders.quantity * orders.unit_price) AS DECIMAL(18, 4)) AS amount,
        min(orders.ordered_at) AS first_order_at,
        max(orders.ordered_at) AS last_order_at
    FROM orders
    SEMI JOIN again ON again.shop_id = orders.shop_id AND again.buyer_account_id = orders.buyer_account_id
    WHERE coalesce(orders.status, 'paid') <> 'closed'
    GROUP BY orders.shop_id, orders.buyer_account_id, orders.currency
),

bought AS (
    SELECT
        shop_id,
        buyer_account_id,
        CAST(sum(orders) AS BIGINT) AS orders,
        CAST(sum(units) AS BIGINT) AS units,
        min(first_order_at) AS first_order_at,
        max(last_order_at) AS last_order_at
    FROM by_currency
    GROUP BY shop_id, buyer_account_id
    HAVING CAST(min(first_order_at) AS DATE) < CAST(max(last_order_at) AS DATE)
),

spent AS (
    SELECT shop_id, buyer_account_id, currency, amount
    FROM by_currency
    QUALIFY row_number() OVER (PARTITION BY shop_id, buyer_account_id ORDER BY orders DESC, currency) = 1
)

SELECT
    bought.shop_id AS supplier_shop_id,
    bought.buyer_account_id AS reseller_account_id,
    bought.orders,
    bought.units,
    spent.amount,
    spent.currency,
    bought.first_order_at,
    bought.last_order_at
FROM bought
JOIN spent ON spent.shop_id = bought.shop_id AND spent.buyer_account_id = bought.buyer_account_id
ORDER BY bought.shop_id, bought.buyer_account_id
