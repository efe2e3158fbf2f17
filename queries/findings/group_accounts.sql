-- The accounts of each group in one hand: those under common control, and every account that owns several shops by itself.
-- Grain: one row per account_id
-- Innocent reason: one honest merchant may run several shops.
WITH several AS (
    SELECT shops.owner_account_id AS account_id
    FROM shops
    ANTI JOIN control_groups
        ON control_groups.account_id = shops.owner_account_id AND control_groups.standing = 'joint'
    WHERE shops.owner_account_id IS NOT NULL
    GROUP BY shops.owner_account_id
    HAVING count(*) > 1
)

SELECT account_id, group_id FROM control_groups WHERE standing = 'joint'
UNION ALL
SELECT account_id, 'R' || upper(substr(md5(account_id), 1, 8)) AS group_id FROM several
ORDER BY account_id
