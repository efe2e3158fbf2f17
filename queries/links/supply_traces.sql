-- Dealings as a trace: a supplier's owner and the accounts that buy there again and again what their shops sell. To supply
-- is not to control; beside independent ties it is one more.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: honest shops buy from honest wholesalers in just this way.
WITH regular AS (
    SELECT supply_pairs.*
    FROM supply_pairs
    JOIN link_cuts ON link_cuts.name = 'supply_share'
    WHERE supply_pairs.share_of_sales >= link_cuts.value
),

supplied AS (
    SELECT
        shops.owner_account_id AS account_id,
        supply_pairs.supplier_shop_id,
        supply_pairs.orders,
        supply_pairs.first_order_at,
        supply_pairs.last_order_at
    FROM regular AS supply_pairs
    JOIN shops ON shops.shop_id = supply_pairs.supplier_shop_id
    WHERE shops.owner_account_id IS NOT NULL
    UNION ALL
    SELECT
        reseller_account_id AS account_id, supplier_shop_id, orders, first_order_at, last_order_at
    FROM regular AS supply_pairs
)

SELECT
    account_id,
    'supply' AS kind,
    supplier_shop_id AS trace,
    'purchases' AS source,
    TRUE AS is_circumstance,
    CAST(sum(orders) AS BIGINT) AS uses,
    min(first_order_at) AS first_seen_at,
    max(last_order_at) AS last_seen_at
FROM supplied
GROUP BY account_id, supplier_shop_id
