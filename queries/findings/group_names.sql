-- Under how many people's names the shops of one group stand: by document, else by name. An honest merchant opens shops in
-- the own or a spouse's name; whoever controls without owning uses other people's.
-- Grain: one row per group_id
-- Innocent reason: a family business, or a firm whose employees open its shops.
SELECT
    group_shops.group_id,
    count(*) AS shops,
    count(DISTINCT group_shops.owner_account_id) AS owners,
    count(DISTINCT coalesce(
        nullif(trim(accounts.id_document), ''), nullif(trim(accounts.holder_name), ''), group_shops.owner_account_id
    )) AS people
FROM group_shops
LEFT JOIN accounts ON accounts.account_id = group_shops.owner_account_id
GROUP BY group_shops.group_id
ORDER BY group_shops.group_id
