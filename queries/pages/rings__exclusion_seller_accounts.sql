-- For the exclusion test of one ring: which of its people and their neighbours sell.
-- Grain: one row per account_id
SELECT
    seller_accounts.account_id,
    seller_accounts.shops
FROM seller_accounts
SEMI JOIN exclusion_accounts AS near ON near.account_id = seller_accounts.account_id AND near.ring_id = $ring
ORDER BY seller_accounts.account_id
