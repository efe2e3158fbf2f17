-- The records with ids of their own behind the traces that a ring's people left: the registration of an account, the
-- order lines of its purchases, its regular buyers' order lines. `least`: how many rows make the trace.
-- Grain: one row per account_id, kind, trace, table_name, row_id
-- Innocent reason: a phone is registered for a relative, regular customers come back as well.
WITH members AS (
    SELECT member_id AS account_id FROM ring_members WHERE member_type = 'account' GROUP BY member_id
),

traces AS (
    SELECT account_traces.account_id, account_traces.kind, account_traces.trace, account_traces.source,
        account_traces.is_circumstance
    FROM account_traces
    SEMI JOIN members ON members.account_id = account_traces.account_id
),

supplied AS (
    SELECT reseller_account_id AS account_id, supplier_shop_id, reseller_account_id FROM supply_pairs
    UNION
    SELECT shops.owner_account_id AS account_id, supply_pairs.supplier_shop_id, supply_pairs.reseller_account_id
    FROM supply_pairs
    JOIN shops ON shops.shop_id = supply_pairs.supplier_shop_id
)

SELECT account_id, kind, trace, 'accounts' AS table_name, account_id AS row_id, 1 AS least
FROM traces
WHERE source = 'registration' OR (kind = 'sender_phone' AND NOT is_circumstance)
UNION ALL
SELECT DISTINCT traces.account_id, traces.kind, traces.trace, 'orders' AS table_name,
    orders.order_line_id AS row_id, 3 AS least
FROM traces
JOIN supplied ON supplied.account_id = traces.account_id AND supplied.supplier_shop_id = traces.trace
JOIN orders ON orders.shop_id = supplied.supplier_shop_id AND orders.buyer_account_id = supplied.reseller_account_id
WHERE traces.kind = 'supply' AND coalesce(orders.status, 'paid') <> 'closed'
UNION ALL
SELECT DISTINCT traces.account_id, traces.kind, traces.trace, 'orders' AS table_name,
    orders.order_line_id AS row_id, 3 AS least
FROM traces
JOIN shops ON shops.owner_account_id = traces.account_id
JOIN orders ON orders.shop_id = shops.shop_id AND orders.buyer_account_id = traces.trace
WHERE traces.kind = 'buyers'
ORDER BY account_id, kind, trace, table_name, row_id
