-- Whom a case's story is about besides those it names: the rings that its shops, accounts and sites belong to, and
-- the shops that its accounts own.
-- Grain: one row per member_type, member_id
-- Innocent reason: a shop of the case that is in no ring stays by itself; nobody is drawn in by being named beside it.
WITH asked_shops AS (
    SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id
),

asked_accounts AS (
    SELECT unnest(CAST($accounts AS VARCHAR[])) AS account_id
),

own_shops AS (
    SELECT shops.shop_id FROM shops SEMI JOIN asked_shops ON asked_shops.shop_id = shops.shop_id
    UNION
    SELECT shops.shop_id FROM shops SEMI JOIN asked_accounts ON asked_accounts.account_id = shops.owner_account_id
)

SELECT 'shop' AS member_type, shop_id AS member_id FROM own_shops
UNION
SELECT 'ring', shop_scores.ring_id
FROM shop_scores
SEMI JOIN own_shops ON own_shops.shop_id = shop_scores.shop_id
WHERE shop_scores.ring_id IS NOT NULL
UNION
SELECT 'ring', ring_members.ring_id
FROM ring_members
SEMI JOIN asked_accounts ON asked_accounts.account_id = ring_members.member_id
WHERE ring_members.member_type = 'account'
UNION
SELECT 'ring', sites.ring_id
FROM sites
WHERE list_contains(CAST($sites AS VARCHAR[]), sites.site_id)
ORDER BY member_type, member_id
