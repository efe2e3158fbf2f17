-- Whose the accounts of a ring are, its shops' owners among them: a ring's page finds a few names without reading every
-- account of the marketplace.
-- Grain: one row per ring_id, account_id
-- Innocent reason: a name on an account is what was typed in: the document may be another's, the phone a family's.
WITH people AS (
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
    UNION
    SELECT ring_members.ring_id, shops.owner_account_id AS account_id
    FROM ring_members
    JOIN shops ON shops.shop_id = ring_members.member_id
    WHERE ring_members.member_type = 'shop'
)

SELECT people.ring_id, people.account_id, accounts.holder_name, accounts.phone
FROM people
JOIN accounts ON accounts.account_id = people.account_id
ORDER BY people.ring_id, people.account_id
