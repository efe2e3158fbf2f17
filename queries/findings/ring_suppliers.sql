-- The shops that supply each ring: at which two or more of its owners, or one for a tenth of its sales or more, stock up.
-- `is_inside`: the supplier is run by the ring's own hand.
-- Grain: one row per ring_id, shop_id
-- Innocent reason: a wholesaler may not know what becomes of the goods; that it is a suspect itself rests on its own reasons.
WITH bought AS (
    SELECT
        supply_edges.ring_id,
        supply_edges.supplier_shop_id AS shop_id,
        shop_scores.ring_id IS NOT DISTINCT FROM supply_edges.ring_id AS is_inside,
        count(DISTINCT supply_edges.reseller_account_id) AS resellers,
        CAST(sum(supply_edges.units) AS BIGINT) AS units,
        CAST(sum(supply_edges.orders) AS BIGINT) AS orders,
        max(coalesce(supply_pairs.share_of_sales, 0)) AS share_of_sales
    FROM supply_edges
    JOIN shop_scores ON shop_scores.shop_id = supply_edges.supplier_shop_id
    LEFT JOIN supply_pairs
        ON
            supply_pairs.supplier_shop_id = supply_edges.supplier_shop_id
            AND supply_pairs.reseller_account_id = supply_edges.reseller_account_id
    WHERE supply_edges.ring_id IS NOT NULL
    GROUP BY supply_edges.ring_id, supply_edges.supplier_shop_id, shop_scores.ring_id
)

SELECT bought.ring_id, bought.shop_id, bought.is_inside, bought.resellers, bought.orders, bought.units
FROM bought
JOIN cuts ON cuts.name = 'supply_share_full'
WHERE bought.resellers >= 2 OR bought.share_of_sales >= cuts.value
ORDER BY bought.ring_id, bought.shop_id
