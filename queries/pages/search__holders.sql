-- Accounts whose holder bears the name, in any of the ways to write it ($names: lower case, no blanks). The name is not
-- told again.
-- Grain: one row per account_id
-- Innocent reason: namesakes; a common name is thousands of people's.
WITH named AS (
    SELECT account_id
    FROM accounts
    WHERE list_contains(CAST($names AS VARCHAR[]), replace(lower(holder_name), ' ', ''))
)

SELECT named.account_id, account_names.shop_names, account_names.ring_id, count(*) OVER () AS found
FROM named
LEFT JOIN account_names ON account_names.account_id = named.account_id
ORDER BY account_names.ring_id IS NULL, account_names.shop_names IS NULL, named.account_id
LIMIT $most
