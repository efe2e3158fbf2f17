-- Shops whose parcels show where a ring works: its own, those that supply it, and the resellers it supplies.
-- Grain: one row per ring_id, shop_id
WITH counted AS (
    SELECT ring_id, member_id AS shop_id, role = 'supplier' AS is_supplier
    FROM ring_members
    WHERE member_type = 'shop'
    UNION ALL
    SELECT ring_id, shop_id, FALSE AS is_supplier FROM site_resellers
)

SELECT ring_id, shop_id, bool_or(is_supplier) AS is_supplier
FROM counted
GROUP BY ring_id, shop_id
ORDER BY ring_id, shop_id
