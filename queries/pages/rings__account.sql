-- One account, named by its own id or by a shop it owns: its shops, its ring and its role there.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per account_id, ring_id
WITH meant AS (
    SELECT account_id FROM accounts WHERE account_id = $account
    UNION
    SELECT owner_account_id AS account_id FROM shops
    WHERE owner_account_id IS NOT NULL AND (owner_account_id = $account OR shop_id = $account)
    UNION
    SELECT reseller_account_id AS account_id FROM supply_edges WHERE reseller_account_id = $account
),

owned AS (
    SELECT
        shops.owner_account_id AS account_id,
        string_agg(coalesce(shops.shop_name, shops.shop_id), ' · ' ORDER BY shops.shop_id) AS shop_names,
        min(shops.shop_id) AS shop_id,
        count(*) AS shops,
        count(*) FILTER (
            WHERE shop_scores.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shops.shop_id)
        ) AS suspects
    FROM shops
    SEMI JOIN meant ON meant.account_id = shops.owner_account_id
    LEFT JOIN shop_scores ON shop_scores.shop_id = shops.shop_id
    GROUP BY shops.owner_account_id
)

SELECT
    meant.account_id, accounts.holder_name, accounts.registered_at,
    places.name_zh AS place_zh, places.name_en AS place_en,
    owned.shop_id, owned.shop_names, coalesce(owned.shops, 0) AS shops, coalesce(owned.suspects, 0) AS suspects,
    ring_members.ring_id, ring_members.role, ring_members.confidence
FROM meant
LEFT JOIN accounts ON accounts.account_id = meant.account_id
LEFT JOIN places ON places.adcode = accounts.registered_adcode
LEFT JOIN owned ON owned.account_id = meant.account_id
LEFT JOIN ring_members ON ring_members.member_type = 'account' AND ring_members.member_id = meant.account_id
ORDER BY meant.account_id, ring_members.role = 'supplier', ring_members.ring_id
