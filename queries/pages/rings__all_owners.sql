-- Which account owns which shop, and the shop's name.
-- Grain: one row per shop_id
SELECT shop_id, owner_account_id AS account_id, shop_name
FROM shops
WHERE owner_account_id IS NOT NULL
ORDER BY shop_id
