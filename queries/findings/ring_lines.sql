-- Every order line of a ring's shops, and whether it stands for the lower bound: paid and not refunded, its parcel sent and
-- delivered, of a listing with evidence of its own, bought by nobody of the ring, by no hired buyer, and not for a test.
-- Grain: one row per ring_id, order_line_id
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

delivered AS (
    SELECT order_id, coalesce(shop_id, '') AS shop_id
    FROM shipments
    WHERE delivered_at IS NOT NULL
    GROUP BY order_id, coalesce(shop_id, '')
),

incriminated AS (
    SELECT listing_id FROM listing_evidence GROUP BY listing_id HAVING max(weight) > 0
)

SELECT
    members.ring_id,
    orders.order_line_id,
    orders.shop_id,
    orders.buyer_account_id,
    people.account_id IS NOT NULL AS is_inside,
    orders.quantity,
    orders.unit_price,
    orders.currency,
    orders.ordered_at,
    coalesce(orders.status, 'paid') = 'paid'
    AND delivered.order_id IS NOT NULL
    AND incriminated.listing_id IS NOT NULL
    AND hired.account_id IS NULL
    AND people.account_id IS NULL
    AND test_orders.order_id IS NULL AS is_corroborated
FROM members
JOIN orders ON orders.shop_id = members.shop_id AND coalesce(orders.status, 'paid') <> 'closed'
LEFT JOIN outside ON outside.ring_id = members.ring_id AND outside.shop_id = members.shop_id
LEFT JOIN people ON people.ring_id = members.ring_id AND people.account_id = orders.buyer_account_id
LEFT JOIN hired ON hired.account_id = orders.buyer_account_id
LEFT JOIN delivered ON delivered.order_id = orders.order_id AND delivered.shop_id IN (orders.shop_id, '')
LEFT JOIN incriminated ON incriminated.listing_id = orders.listing_id
LEFT JOIN (SELECT DISTINCT order_id FROM test_buys WHERE order_id IS NOT NULL) AS test_orders
    ON test_orders.order_id = orders.order_id
WHERE outside.shop_id IS NULL OR people.account_id IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY members.ring_id, orders.order_line_id ORDER BY delivered.shop_id DESC
) = 1
ORDER BY members.ring_id, orders.ordered_at, orders.order_line_id
