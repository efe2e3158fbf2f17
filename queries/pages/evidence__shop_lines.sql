-- Every order line of one shop, and whether it stands for the lower bound, by the rule that ring_lines has for
-- rings: paid and not refunded, sent and delivered, of a listing with evidence of its own, not bought by the owner, a
-- hired buyer or for a test.
-- Grain: one row per order_line_id
-- Innocent reason: a suspect shop may sell genuine goods too; what has no evidence of its own is not counted.
WITH delivered AS (
    SELECT DISTINCT order_id, coalesce(shop_id, $shop_id) AS shop_id
    FROM shipments
    WHERE delivered_at IS NOT NULL AND coalesce(shop_id, $shop_id) = $shop_id
),

hired AS (
    SELECT DISTINCT trace AS account_id FROM pair_evidence WHERE kind = 'buyers' AND weight > 0
),

incriminated AS (
    SELECT listing_id FROM listing_evidence GROUP BY listing_id HAVING max(weight) > 0
),

tested AS (
    SELECT DISTINCT order_id FROM test_buys WHERE order_id IS NOT NULL
)

SELECT
    orders.order_line_id, orders.order_id, orders.listing_id, orders.buyer_account_id,
    orders.quantity, orders.unit_price,
    CAST(orders.quantity * orders.unit_price AS DECIMAL(38, 4)) AS amount,
    orders.currency, orders.ordered_at, orders.status,
    coalesce(orders.status, 'paid') = 'paid'
    AND delivered.order_id IS NOT NULL
    AND incriminated.listing_id IS NOT NULL
    AND hired.account_id IS NULL
    AND tested.order_id IS NULL
    AND shops.owner_account_id IS DISTINCT FROM orders.buyer_account_id AS is_corroborated
FROM orders
JOIN shops ON shops.shop_id = orders.shop_id
LEFT JOIN delivered ON delivered.order_id = orders.order_id
LEFT JOIN hired ON hired.account_id = orders.buyer_account_id
LEFT JOIN incriminated ON incriminated.listing_id = orders.listing_id
LEFT JOIN tested ON tested.order_id = orders.order_id
WHERE orders.shop_id = $shop_id AND coalesce(orders.status, 'paid') <> 'closed'
ORDER BY orders.ordered_at, orders.order_line_id
