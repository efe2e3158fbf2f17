-- For the exclusion test of one ring: its people (`is_member`) and their neighbours.
-- Grain: one row per account_id
SELECT account_id, is_member
FROM exclusion_accounts
WHERE ring_id = $ring
ORDER BY account_id
