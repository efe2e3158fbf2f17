-- The shops of each group in one hand, by their owners now.
-- Grain: one row per shop_id
-- Innocent reason: one honest merchant may run several shops.
SELECT shops.shop_id, group_accounts.group_id, shops.owner_account_id
FROM shops
JOIN group_accounts ON group_accounts.account_id = shops.owner_account_id
ORDER BY shops.shop_id
