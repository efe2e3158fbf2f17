-- Order lines of rings and of single shops step by step, by shop: all, and the units that stand for the lower bound,
-- by the rule of ring_lines; what `accounts` bought does not. A step is `days` days long, the first begins on
-- `since`.
-- Grain: one row per step, shop_id
-- Innocent reason: a single shop may be an honest one; its orders are told like any other's, and suspect nobody.
WITH asked AS (
    SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id
),

delivered AS (
    SELECT DISTINCT parcel_places.shop_id, parcel_places.order_id
    FROM parcel_places
    SEMI JOIN asked ON asked.shop_id = parcel_places.shop_id
    WHERE parcel_places.delivered_at IS NOT NULL
),

hired AS (
    SELECT DISTINCT trace AS account_id FROM pair_evidence WHERE kind = 'buyers' AND weight > 0
),

incriminated AS (
    SELECT listing_id FROM listing_evidence GROUP BY listing_id HAVING max(weight) > 0
),

tested AS (
    SELECT DISTINCT order_id FROM test_buys WHERE order_id IS NOT NULL
),

lines AS (
    SELECT order_line_id, shop_id, ordered_at, quantity, is_corroborated
    FROM ring_lines
    WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
    UNION ALL
    SELECT
        orders.order_line_id, orders.shop_id, orders.ordered_at, orders.quantity,
        coalesce(orders.status, 'paid') = 'paid'
        AND delivered.order_id IS NOT NULL
        AND incriminated.listing_id IS NOT NULL
        AND hired.account_id IS NULL
        AND tested.order_id IS NULL
        AND shops.owner_account_id IS DISTINCT FROM orders.buyer_account_id
        AND NOT list_contains(CAST($accounts AS VARCHAR[]), orders.buyer_account_id) AS is_corroborated
    FROM orders
    JOIN asked ON asked.shop_id = orders.shop_id
    JOIN shops ON shops.shop_id = orders.shop_id
    LEFT JOIN delivered ON delivered.shop_id = orders.shop_id AND delivered.order_id = orders.order_id
    LEFT JOIN hired ON hired.account_id = orders.buyer_account_id
    LEFT JOIN incriminated ON incriminated.listing_id = orders.listing_id
    LEFT JOIN tested ON tested.order_id = orders.order_id
    WHERE coalesce(orders.status, 'paid') <> 'closed'
),

-- A supplier's line may stand in several rings: it is one order, corroborated where nothing speaks against it.
once AS (
    SELECT order_line_id, shop_id, ordered_at, quantity, bool_and(is_corroborated) AS is_corroborated
    FROM lines
    GROUP BY order_line_id, shop_id, ordered_at, quantity
)

SELECT
    CAST((CAST(ordered_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER) AS step,
    shop_id,
    count(*) AS orders,
    CAST(sum(quantity) AS BIGINT) AS units,
    coalesce(CAST(sum(quantity) FILTER (WHERE is_corroborated) AS BIGINT), 0) AS corroborated
FROM once
GROUP BY ALL
ORDER BY step, shop_id
