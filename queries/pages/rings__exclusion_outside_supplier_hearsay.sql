-- For the exclusion test of one ring: what its suppliers' other resellers say of them; that stands.
-- Grain: one row per supplier_shop_id, reseller_shop_id
SELECT
    supplier_hearsay.supplier_shop_id,
    supplier_hearsay.reseller_shop_id,
    supplier_hearsay.units,
    supplier_hearsay.strength,
    supplier_hearsay.weight
FROM supplier_hearsay
SEMI JOIN (
    SELECT supply_pairs.supplier_shop_id
    FROM supply_pairs
    JOIN exclusion_shops
        ON exclusion_shops.shop_id = supply_pairs.reseller_shop_id
        AND exclusion_shops.ring_id = $ring AND exclusion_shops.is_inside
) AS near ON near.supplier_shop_id = supplier_hearsay.supplier_shop_id
ANTI JOIN exclusion_shops AS inside
    ON inside.ring_id = $ring AND inside.is_inside
    AND inside.shop_id IN (supplier_hearsay.supplier_shop_id, supplier_hearsay.reseller_shop_id)
ORDER BY supplier_hearsay.supplier_shop_id, supplier_hearsay.reseller_shop_id
