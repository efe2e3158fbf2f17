-- Who buys again and again, and where: every account with three orders or more on two days or more at a shop. Amounts in
-- different currencies are never added: `amount` is what was paid in the one that most of the orders are in.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: regular customers come back.
WITH bought AS (
    SELECT
        shop_id,
        buyer_account_id,
        count(*) AS orders,
        CAST(sum(quantity) AS BIGINT) AS units,
        min(ordered_at) AS first_order_at,
        max(ordered_at) AS last_order_at
    FROM orders
    WHERE coalesce(status, 'paid') <> 'closed'
    GROUP BY shop_id, buyer_account_id
    HAVING count(*) >= 3 AND count(DISTINCT CAST(ordered_at AS DATE)) >= 2
),

by_currency AS (
    SELECT
        orders.shop_id,
        orders.buyer_account_id,
        orders.currency,
        count(*) AS orders,
        CAST(sum(orders.quantity * orders.unit_price) AS DECIMAL(18, 4)) AS amount
    FROM orders
    SEMI JOIN bought ON bought.shop_id = orders.shop_id AND bought.buyer_account_id = orders.buyer_account_id
    WHERE coalesce(orders.status, 'paid') <> 'closed'
    GROUP BY orders.shop_id, orders.buyer_account_id, orders.currency
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
