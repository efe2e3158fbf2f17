-- Whose the accounts of a ring are, its shops' owners among them, and what each owns: a ring's page finds a few names
-- without reading every account and every shop of the marketplace.
-- Grain: one row per ring_id, account_id
-- Innocent reason: a name on an account is what was typed in: the document may be another's, the phone a family's.
WITH people AS (
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
    UNION
    SELECT ring_members.ring_id, shops.owner_account_id AS account_id
    FROM ring_members
    JOIN shops ON shops.shop_id = ring_members.member_id
    WHERE ring_members.member_type = 'shop' AND shops.owner_account_id IS NOT NULL
),

owned AS (
    SELECT
        owner_account_id,
        string_agg(coalesce(shop_name, shop_id), ' · ' ORDER BY shop_id) AS shop_names
    FROM shops
    WHERE owner_account_id IN (SELECT account_id FROM people)
    GROUP BY owner_account_id
)

SELECT people.ring_id, people.account_id, accounts.holder_name, accounts.phone, owned.shop_names
FROM people
LEFT JOIN accounts ON accounts.account_id = people.account_id
LEFT JOIN owned ON owned.owner_account_id = people.account_id
ORDER BY people.ring_id, people.account_id
