-- The supply chain of one ring: repeated purchases by its people or at its shops, most units first; all, or those of
-- the picked accounts and at the picked shops. $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: regular customers and honest resellers buy again and again; `implicated` says where a ring is.
WITH ours AS (
    SELECT member_type, member_id, role FROM ring_members WHERE ring_id = $ring
),

edges AS (
    SELECT supply_edges.*
    FROM supply_edges
    LEFT JOIN ours AS sellers
        ON sellers.member_type = 'shop' AND sellers.member_id = supply_edges.supplier_shop_id
    WHERE supply_edges.ring_id = $ring OR sellers.role = 'supplier'
),

owned AS (
    SELECT
        owner_account_id,
        min(shop_id) AS shop_id,
        string_agg(coalesce(shop_name, shop_id), ' · ' ORDER BY shop_id) AS shop_names
    FROM shops
    SEMI JOIN edges ON edges.reseller_account_id = shops.owner_account_id
    GROUP BY owner_account_id
)

SELECT
    edges.supplier_shop_id,
    suppliers.shop_name AS supplier_name,
    suppliers.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), edges.supplier_shop_id) AS supplier_suspect,
    edges.reseller_account_id,
    owned.shop_id AS reseller_shop_id,
    owned.shop_names AS reseller_names,
    resellers.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), owned.shop_id) AS reseller_suspect,
    buyers.member_id IS NOT NULL AS is_ours,
    coalesce(edges.ring_id = $ring, FALSE) AS implicated,
    edges.orders, edges.units, edges.amount, edges.currency,
    edges.first_order_at, edges.last_order_at
FROM edges
JOIN shop_cases AS suppliers ON suppliers.shop_id = edges.supplier_shop_id
LEFT JOIN owned ON owned.owner_account_id = edges.reseller_account_id
LEFT JOIN shop_cases AS resellers ON resellers.shop_id = owned.shop_id
LEFT JOIN ours AS buyers ON buyers.member_type = 'account' AND buyers.member_id = edges.reseller_account_id
WHERE
    len(CAST($nodes AS VARCHAR[])) = 0
    OR list_contains(CAST($nodes AS VARCHAR[]), edges.supplier_shop_id)
    OR list_contains(CAST($nodes AS VARCHAR[]), edges.reseller_account_id)
ORDER BY implicated DESC, edges.units DESC, edges.supplier_shop_id, edges.reseller_account_id
