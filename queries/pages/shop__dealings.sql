-- Whom a shop's owner stocks up from and whose owners stock up here: repeated purchases, most units first;
-- all, those that reach into some weeks, or one buyer's. $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per direction, shop_id
WITH both_ways AS (
    SELECT 'buys' AS direction, supplier_shop_id AS shop_id, NULL AS buyer_account_id, orders, days, units, amount, currency,
        first_order_at, last_order_at
    FROM supply_pairs
    WHERE reseller_shop_id = $shop_id
    UNION ALL
    SELECT 'supplies' AS direction, reseller_shop_id AS shop_id, reseller_account_id AS buyer_account_id, orders, days, units, amount, currency,
        first_order_at, last_order_at
    FROM supply_pairs
    WHERE supplier_shop_id = $shop_id
)

SELECT
    both_ways.direction,
    both_ways.shop_id,
    shop_cases.shop_name,
    shop_cases.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), both_ways.shop_id) AS suspect,
    both_ways.buyer_account_id,
    both_ways.orders,
    both_ways.days,
    both_ways.units,
    both_ways.amount,
    both_ways.currency,
    both_ways.first_order_at,
    both_ways.last_order_at
FROM both_ways
JOIN shop_cases ON shop_cases.shop_id = both_ways.shop_id
WHERE
    (CAST($since AS TIMESTAMP) IS NULL OR both_ways.last_order_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR both_ways.first_order_at < $until)
    AND ($buyer = '' OR both_ways.buyer_account_id = $buyer)
ORDER BY both_ways.units DESC, both_ways.direction, both_ways.shop_id
