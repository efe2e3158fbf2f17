-- Under how many people's names the shops of one group stand: by document, else by name. An honest merchant opens shops in
-- the own or a spouse's name; whoever controls without owning uses other people's. `persons`: of all its accounts.
-- Grain: one row per group_id
-- Innocent reason: a family business, or a firm whose employees open its shops.
WITH named AS (
    SELECT
        group_accounts.group_id,
        group_accounts.account_id,
        coalesce(
            nullif(trim(accounts.id_document), ''), nullif(trim(accounts.holder_name), ''), group_accounts.account_id
        ) AS person
    FROM group_accounts
    LEFT JOIN accounts ON accounts.account_id = group_accounts.account_id
)

SELECT
    named.group_id,
    count(DISTINCT named.account_id) AS accounts,
    count(group_shops.shop_id) AS shops,
    count(DISTINCT group_shops.owner_account_id) AS owners,
    count(DISTINCT CASE WHEN group_shops.shop_id IS NOT NULL THEN named.person END) AS people,
    count(DISTINCT named.person) AS persons
FROM named
LEFT JOIN group_shops ON group_shops.owner_account_id = named.account_id
GROUP BY named.group_id
ORDER BY named.group_id
