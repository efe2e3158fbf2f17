-- Accounts that break a rule, each with the first rule it breaks, in this order:
-- null_id, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        account_id, source_file, source_row
    FROM raw.accounts
),

versions AS (
    SELECT DISTINCT
        account_id, holder_name, phone, id_document, payment_account, registered_adcode, registered_at,
        observed_at
    FROM repeated_accounts
),

contradictions AS (
    SELECT account_id, observed_at
    FROM versions
    GROUP BY account_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_accounts AS repeated
    JOIN contradictions
        ON
            repeated.account_id = contradictions.account_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.account_id, '') = '' THEN 'null_id'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
