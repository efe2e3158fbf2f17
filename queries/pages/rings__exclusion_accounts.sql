-- For the exclusion test of one ring: the registrations of its people and their neighbours.
-- Grain: one row per account_id
SELECT
    accounts.account_id,
    accounts.holder_name,
    accounts.phone,
    accounts.id_document,
    accounts.payment_account,
    accounts.registered_adcode,
    accounts.registered_at,
    accounts.observed_at,
    accounts.source_file,
    accounts.source_row
FROM accounts
SEMI JOIN exclusion_accounts AS near ON near.account_id = accounts.account_id AND near.ring_id = $ring
ORDER BY accounts.account_id
