-- Which shops the exclusion test of a ring needs: its accounts' own (`is_inside`), those that show where it works, and those
-- that supply it or buy from it.
-- Grain: one row per ring_id, shop_id
-- Innocent reason: who deals with a ring's shops may know nothing.
WITH inside AS (
    SELECT ring_accounts.ring_id, shops.shop_id
    FROM ring_accounts
    JOIN shops ON shops.owner_account_id = ring_accounts.account_id
),

dealing AS (
    SELECT inside.ring_id, supply_pairs.supplier_shop_id AS shop_id
    FROM inside
    JOIN supply_pairs ON supply_pairs.reseller_shop_id = inside.shop_id
    UNION ALL
    SELECT inside.ring_id, supply_pairs.reseller_shop_id AS shop_id
    FROM inside
    JOIN supply_pairs ON supply_pairs.supplier_shop_id = inside.shop_id
    UNION ALL
    SELECT ring_accounts.ring_id, supply_edges.supplier_shop_id AS shop_id
    FROM ring_accounts
    JOIN supply_edges ON supply_edges.reseller_account_id = ring_accounts.account_id
    UNION ALL
    SELECT inside.ring_id, shops.shop_id
    FROM inside
    JOIN supply_edges ON supply_edges.supplier_shop_id = inside.shop_id
    JOIN shops ON shops.owner_account_id = supply_edges.reseller_account_id
),

together AS (
    SELECT ring_id, shop_id FROM inside
    UNION
    SELECT ring_id, shop_id FROM dealing
    UNION
    SELECT ring_id, shop_id FROM site_shops
    UNION
    SELECT ring_id, member_id AS shop_id FROM ring_members WHERE member_type = 'shop'
)

SELECT together.ring_id, together.shop_id, inside.shop_id IS NOT NULL AS is_inside
FROM together
LEFT JOIN inside ON inside.ring_id = together.ring_id AND inside.shop_id = together.shop_id
ORDER BY together.ring_id, together.shop_id
