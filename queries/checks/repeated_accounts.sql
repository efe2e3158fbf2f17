-- Accounts whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH repeated_ids AS (
    SELECT account_id
    FROM raw.accounts
    WHERE account_id IS NOT NULL
    GROUP BY account_id
    HAVING count(*) > 1
)

SELECT
    delivered.account_id, delivered.holder_name, delivered.phone, delivered.id_document,
    delivered.payment_account, delivered.registered_adcode, delivered.registered_at,
    delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.accounts AS delivered
SEMI JOIN repeated_ids USING (account_id)
