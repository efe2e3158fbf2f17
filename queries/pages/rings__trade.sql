-- One account's repeated purchases upstream (`buys`) and who stocks up at its shops (`supplies`), most units first.
-- All, or what is with one neighbour, a shop or an account ($other). $cleared: shops that were cleared: whose only
-- suspects they are owns none.
-- Grain: one row per direction, shop_id, account_id
-- Innocent reason: regular customers and honest resellers buy again and again; that implicates nobody.
WITH edges AS (
    SELECT 'buys' AS direction, supply_edges.*
    FROM supply_edges
    WHERE reseller_account_id = $account
    UNION ALL
    SELECT 'supplies' AS direction, supply_edges.*
    FROM supply_edges
    WHERE supplier_shop_id IN (SELECT shop_id FROM shops WHERE owner_account_id = $account)
),

suspects AS (
    SELECT DISTINCT owner_account_id FROM shop_cases
    WHERE suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
)

SELECT
    edges.direction,
    edges.supplier_shop_id AS shop_id,
    shop_cases.shop_name,
    shop_cases.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), edges.supplier_shop_id) AS suspect,
    shop_cases.owner_account_id,
    edges.reseller_account_id AS account_id,
    owned.shop_names,
    owned.own_shop_id,
    owned.own_suspect AND suspects.owner_account_id IS NOT NULL AS own_suspect,
    edges.ring_id,
    edges.orders, edges.units, edges.amount, edges.currency, edges.first_order_at, edges.last_order_at
FROM edges
JOIN shop_cases ON shop_cases.shop_id = edges.supplier_shop_id
LEFT JOIN owner_shops AS owned ON owned.owner_account_id = edges.reseller_account_id
LEFT JOIN suspects ON suspects.owner_account_id = edges.reseller_account_id
WHERE
    $other = ''
    OR $other = CASE
        WHEN edges.direction = 'buys' THEN edges.supplier_shop_id
        ELSE coalesce(owned.own_shop_id, edges.reseller_account_id)
    END
ORDER BY edges.direction, edges.ring_id IS NULL, edges.units DESC, shop_id, account_id
LIMIT $most
