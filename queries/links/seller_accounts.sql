-- Accounts that own a shop, or once did, or are named in a shop's change of hands: the sellers' side of the platform.
-- Grain: one row per account_id
SELECT account_id, count(DISTINCT shop_id) AS shops
FROM (
    SELECT owner_account_id AS account_id, shop_id FROM shops
    UNION ALL
    SELECT from_account_id AS account_id, shop_id FROM shop_transfers
    UNION ALL
    SELECT to_account_id AS account_id, shop_id FROM shop_transfers
)
WHERE account_id IS NOT NULL
GROUP BY account_id
ORDER BY account_id
