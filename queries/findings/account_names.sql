-- What an account is called by, its shops' names, and the ring it stands in, for lists in which accounts are found.
-- Grain: one row per account_id
-- Innocent reason: an owner in name may know nothing of what the shop does.
WITH ringed AS (
    SELECT member_id AS account_id, min(ring_id) AS ring_id, any_value(role ORDER BY ring_id) AS role
    FROM ring_members
    WHERE member_type = 'account'
    GROUP BY member_id
)

SELECT
    coalesce(owner_shops.owner_account_id, ringed.account_id) AS account_id,
    owner_shops.shop_names,
    ringed.ring_id,
    ringed.role
FROM owner_shops
FULL JOIN ringed ON ringed.account_id = owner_shops.owner_account_id
ORDER BY account_id
