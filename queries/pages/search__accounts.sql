-- Accounts whose id begins with the text: with their shops and their ring; an exact id first.
-- Grain: one row per account_id
WITH known AS (
    SELECT account_id FROM accounts WHERE starts_with(lower(account_id), $text)
    UNION
    SELECT owner_account_id FROM shops WHERE starts_with(lower(owner_account_id), $text)
)

SELECT known.account_id, account_names.shop_names, account_names.ring_id, count(*) OVER () AS found
FROM known
LEFT JOIN account_names ON account_names.account_id = known.account_id
ORDER BY
    lower(known.account_id) = $text DESC, account_names.ring_id IS NULL, account_names.shop_names IS NULL,
    known.account_id
LIMIT $most
