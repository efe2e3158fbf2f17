-- Accounts whose id begins with the text: with their shops and their ring; an exact id first.
-- Grain: one row per account_id
WITH known AS (
    SELECT account_id FROM accounts WHERE starts_with(lower(account_id), $text)
    UNION
    SELECT owner_account_id FROM shops WHERE starts_with(lower(owner_account_id), $text)
),

owned AS (
    SELECT owner_account_id AS account_id, string_agg(coalesce(shop_name, shop_id), ' · ' ORDER BY shop_id) AS shop_names
    FROM shops
    SEMI JOIN known ON known.account_id = shops.owner_account_id
    GROUP BY owner_account_id
),

ringed AS (
    SELECT member_id AS account_id, min(ring_id) AS ring_id
    FROM ring_members
    WHERE member_type = 'account'
    GROUP BY member_id
)

SELECT known.account_id, owned.shop_names, ringed.ring_id, count(*) OVER () AS found
FROM known
LEFT JOIN owned ON owned.account_id = known.account_id
LEFT JOIN ringed ON ringed.account_id = known.account_id
ORDER BY
    lower(known.account_id) = $text DESC, ringed.ring_id IS NULL, owned.shop_names IS NULL, known.account_id
LIMIT $most
