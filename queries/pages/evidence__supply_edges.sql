-- The repeated purchases upstream that the rings and people of an evidence package are implicated by.
-- Grain: one row per supplier_shop_id, reseller_account_id
SELECT *
FROM supply_edges
WHERE
    ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
    OR (
        supplier_shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
        AND reseller_account_id IN (SELECT unnest(CAST($accounts AS VARCHAR[])))
    )
ORDER BY supplier_shop_id, reseller_account_id
