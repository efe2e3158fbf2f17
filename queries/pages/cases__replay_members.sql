-- Shops and accounts that a case names, as the link chart knows those of a ring; role and how sure are a ring's to
-- say.
-- Grain: one row per member_type, member_id
-- Innocent reason: to be named in a case is no finding: a shop without evidence of its own is not suspect here either.
SELECT
    'shop' AS member_type, shop_cases.shop_id AS member_id, shop_cases.shop_name, shop_cases.suspect, shop_cases.units,
    shop_cases.amount, shop_cases.currency, shop_cases.owner_account_id, accounts.holder_name, shop_scores.ring_id
FROM shop_cases
JOIN shop_scores ON shop_scores.shop_id = shop_cases.shop_id
LEFT JOIN accounts ON accounts.account_id = shop_cases.owner_account_id
WHERE list_contains(CAST($shops AS VARCHAR[]), shop_cases.shop_id)
UNION ALL
SELECT 'account', account_id, NULL, NULL, NULL, NULL, NULL, NULL, holder_name, NULL
FROM accounts
WHERE list_contains(CAST($accounts AS VARCHAR[]), account_id)
ORDER BY member_type DESC, member_id
