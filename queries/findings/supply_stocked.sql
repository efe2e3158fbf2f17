-- Who stocks up at whom, in quantity: what the own shop sells, or far more units an order than a household needs.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: honest resellers stock up at honest wholesalers in just this way.
WITH shares AS (
    SELECT supplier_shop_id, reseller_account_id, max(share_of_sales) AS share_of_sales
    FROM supply_pairs
    GROUP BY supplier_shop_id, reseller_account_id
)

SELECT
    bought.supplier_shop_id,
    bought.reseller_account_id,
    shop_scores.ring_id AS supplier_ring_id,
    shop_scores.suspect AS is_suspect
FROM supply_deals AS bought
LEFT JOIN shares
    ON
        shares.supplier_shop_id = bought.supplier_shop_id
        AND shares.reseller_account_id = bought.reseller_account_id
JOIN shop_scores ON shop_scores.shop_id = bought.supplier_shop_id
JOIN cuts AS several ON several.name = 'stocking_units'
JOIN cuts AS many ON many.name = 'stocking_units_without_shop'
JOIN cuts AS share ON share.name = 'supply_share_full'
WHERE
    (shares.share_of_sales >= share.value AND bought.units >= bought.orders * several.value)
    OR bought.units >= bought.orders * many.value
ORDER BY bought.supplier_shop_id, bought.reseller_account_id
