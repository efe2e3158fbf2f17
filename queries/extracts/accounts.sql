-- Accounts in force: sound rows, of each id the latest observation.
-- Grain: one row per account_id
SELECT
    delivered.account_id,
    delivered.holder_name,
    delivered.phone,
    delivered.id_document,
    delivered.payment_account,
    nullif(trim(delivered.registered_adcode), '') AS registered_adcode,
    delivered.registered_at,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.accounts AS delivered
ANTI JOIN bad_accounts USING (source_file, source_row)
ANTI JOIN superseded_accounts USING (source_file, source_row)
ORDER BY delivered.account_id
