-- The links between the accounts that an evidence package is about, with every trace that ties them and how
-- many innocents would share it.
-- Grain: one row per account_id_a, account_id_b
SELECT *
FROM account_links
WHERE
    account_id_a IN (SELECT unnest(CAST($accounts AS VARCHAR[])))
    AND account_id_b IN (SELECT unnest(CAST($accounts AS VARCHAR[])))
ORDER BY account_id_a, account_id_b
