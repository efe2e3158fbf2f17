-- Every repeated purchase: the other half of what the shortest chains of evidence are walked over.
-- Grain: one row per supplier_shop_id, reseller_account_id
SELECT supplier_shop_id, reseller_account_id, ring_id, orders, units
FROM supply_edges
ORDER BY supplier_shop_id, reseller_account_id
