-- For the exclusion test of one ring: its shops' repeated purchases from others and others' from them.
-- Grain: one row per supplier_shop_id, reseller_shop_id
SELECT
    supply_pairs.supplier_shop_id,
    supply_pairs.reseller_shop_id,
    supply_pairs.reseller_account_id,
    supply_pairs.orders,
    supply_pairs.days,
    supply_pairs.units,
    supply_pairs.amount,
    supply_pairs.first_order_at,
    supply_pairs.last_order_at,
    supply_pairs.share_of_sales
FROM supply_pairs
LEFT JOIN exclusion_shops AS supplier
    ON supplier.shop_id = supply_pairs.supplier_shop_id AND supplier.ring_id = $ring AND supplier.is_inside
LEFT JOIN exclusion_shops AS reseller
    ON reseller.shop_id = supply_pairs.reseller_shop_id AND reseller.ring_id = $ring AND reseller.is_inside
WHERE supplier.shop_id IS NOT NULL OR reseller.shop_id IS NOT NULL
ORDER BY supply_pairs.supplier_shop_id, supply_pairs.reseller_shop_id
