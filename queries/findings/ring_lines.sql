-- Every order line of a ring's shops, and whether it stands for the lower bound: paid and not refunded, its parcel sent and
-- delivered, of a listing with evidence of its own, bought by nobody of the ring, by no hired buyer, and not for a test.
-- Grain: one row per ring_id, order_line_id
-- Falls apart by: ring_id (ring_members)
-- Innocent reason: a ring's shop may also sell genuine goods; what has no evidence of its own stays out of the lower bound.
WITH members AS (
    SELECT ring_id, member_id AS shop_id FROM ring_members WHERE member_type = 'shop'
),

-- A supplier outside the ring sells to others too: only what the ring's people bought there is the ring's.
outside AS (
    SELECT members.ring_id, members.shop_id
    FROM members
    JOIN shop_scores ON shop_scores.shop_id = members.shop_id
    WHERE shop_scores.ring_id IS DISTINCT FROM members.ring_id
),

people AS (
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
),

hired AS (
    SELECT DISTINCT pair_evidence.trace AS account_id FROM pair_evidence WHERE kind = 'buyers' AND weight > 0
),

-- A ring's lines are few beside all others: what is asked of their orders and listings is asked of those alone.
lines AS (
    SELECT
        members.ring_id, orders.order_line_id, orders.order_id, orders.listing_id, orders.shop_id,
        orders.buyer_account_id, orders.quantity, orders.unit_price, orders.currency, orders.ordered_at, orders.status,
        people.account_id IS NOT NULL AS is_inside
    FROM members
    JOIN orders ON orders.shop_id = members.shop_id AND coalesce(orders.status, 'paid') <> 'closed'
    LEFT JOIN outside ON outside.ring_id = members.ring_id AND outside.shop_id = members.shop_id
    LEFT JOIN people ON people.ring_id = members.ring_id AND people.account_id = orders.buyer_account_id
    WHERE outside.shop_id IS NULL OR people.account_id IS NOT NULL
),

delivered AS (
    SELECT order_id, coalesce(shop_id, '') AS shop_id
    FROM shipments
    WHERE delivered_at IS NOT NULL AND order_id IN (SELECT order_id FROM lines)
    GROUP BY order_id, coalesce(shop_id, '')
),

incriminated AS (
    SELECT listing_id
    FROM listing_evidence
    WHERE listing_id IN (SELECT listing_id FROM lines)
    GROUP BY listing_id
    HAVING max(weight) > 0
)

SELECT
    lines.ring_id,
    lines.order_line_id,
    lines.shop_id,
    lines.buyer_account_id,
    lines.is_inside,
    lines.quantity,
    lines.unit_price,
    lines.currency,
    lines.ordered_at,
    coalesce(lines.status, 'paid') = 'paid'
    AND (delivered.order_id IS NOT NULL OR delivered_whole.order_id IS NOT NULL)
    AND incriminated.listing_id IS NOT NULL
    AND hired.account_id IS NULL
    AND NOT lines.is_inside
    AND test_orders.order_id IS NULL AS is_corroborated
FROM lines
LEFT JOIN hired ON hired.account_id = lines.buyer_account_id
LEFT JOIN delivered ON delivered.order_id = lines.order_id AND delivered.shop_id = lines.shop_id
-- A parcel that names no shop stands for the whole order.
LEFT JOIN delivered AS delivered_whole ON delivered_whole.order_id = lines.order_id AND delivered_whole.shop_id = ''
LEFT JOIN incriminated ON incriminated.listing_id = lines.listing_id
LEFT JOIN (SELECT DISTINCT order_id FROM test_buys WHERE order_id IS NOT NULL) AS test_orders
    ON test_orders.order_id = lines.order_id
ORDER BY lines.ring_id, lines.ordered_at, lines.order_line_id
