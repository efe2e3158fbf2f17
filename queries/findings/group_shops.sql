-- The shops of each group of accounts under common control, by their owners now.
-- Grain: one row per shop_id
-- Innocent reason: one honest merchant may run several shops.
SELECT shops.shop_id, control_groups.group_id, shops.owner_account_id
FROM shops
JOIN control_groups
    ON control_groups.account_id = shops.owner_account_id AND control_groups.standing = 'joint'
ORDER BY shops.shop_id
