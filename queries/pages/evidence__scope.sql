-- Whom an evidence package is about: the shops, rings and accounts asked for, a ring's own shops and people, a
-- shop's owner, an account's shops. A ring's supplier outside it is named, not taken in with all of its trade.
-- Grain: one row per kind, id
WITH asked AS (
    SELECT 'shop' AS kind, unnest(CAST($shops AS VARCHAR[])) AS id
    UNION
    SELECT 'ring' AS kind, unnest(CAST($rings AS VARCHAR[])) AS id
    UNION
    SELECT 'account' AS kind, unnest(CAST($accounts AS VARCHAR[])) AS id
),

asked_rings AS (
    SELECT rings.ring_id FROM rings JOIN asked ON asked.kind = 'ring' AND asked.id = rings.ring_id
),

own_shops AS (
    SELECT shops.shop_id FROM shops JOIN asked ON asked.kind = 'shop' AND asked.id = shops.shop_id
    UNION
    SELECT shops.shop_id FROM shops JOIN asked ON asked.kind = 'account' AND asked.id = shops.owner_account_id
    UNION
    SELECT shop_scores.shop_id FROM shop_scores JOIN asked_rings ON asked_rings.ring_id = shop_scores.ring_id
),

members AS (
    SELECT ring_members.member_type, ring_members.member_id
    FROM ring_members
    JOIN asked_rings ON asked_rings.ring_id = ring_members.ring_id
)

SELECT 'ring' AS kind, ring_id AS id FROM asked_rings
UNION
SELECT 'shop' AS kind, shop_id AS id FROM own_shops
UNION
SELECT 'supplier' AS kind, member_id AS id
FROM members
WHERE member_type = 'shop' AND member_id NOT IN (SELECT shop_id FROM own_shops)
UNION
SELECT 'account' AS kind, member_id AS id FROM members WHERE member_type = 'account'
UNION
SELECT 'account' AS kind, accounts.account_id AS id
FROM accounts
JOIN asked ON asked.kind = 'account' AND asked.id = accounts.account_id
UNION
SELECT 'account' AS kind, shops.owner_account_id AS id
FROM shops
JOIN own_shops ON own_shops.shop_id = shops.shop_id
WHERE shops.owner_account_id IS NOT NULL
ORDER BY kind, id
