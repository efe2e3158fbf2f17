-- Buyers who own no shop and order three times or more at each of several shops: at two to twenty shops, so that it may
-- be hired buying (刷单) rather than a liking for shopping.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: regular customers and bulk buyers come back as well.
WITH repeats AS (
    SELECT
        orders.buyer_account_id,
        orders.shop_id,
        count(*) AS orders,
        min(orders.ordered_at) AS first_seen_at,
        max(orders.ordered_at) AS last_seen_at
    FROM orders
    ANTI JOIN seller_accounts ON seller_accounts.account_id = orders.buyer_account_id
    WHERE coalesce(orders.status, 'paid') <> 'closed'
    GROUP BY orders.buyer_account_id, orders.shop_id
    HAVING count(*) >= 3
),

several AS (
    SELECT buyer_account_id FROM repeats GROUP BY buyer_account_id HAVING count(*) BETWEEN 2 AND 20
)

SELECT
    shops.owner_account_id AS account_id,
    'buyers' AS kind,
    repeats.buyer_account_id AS trace,
    'buyers' AS source,
    TRUE AS is_circumstance,
    CAST(sum(repeats.orders) AS BIGINT) AS uses,
    min(repeats.first_seen_at) AS first_seen_at,
    max(repeats.last_seen_at) AS last_seen_at
FROM repeats
SEMI JOIN several ON several.buyer_account_id = repeats.buyer_account_id
JOIN shops ON shops.shop_id = repeats.shop_id
WHERE shops.owner_account_id IS NOT NULL
GROUP BY shops.owner_account_id, repeats.buyer_account_id
