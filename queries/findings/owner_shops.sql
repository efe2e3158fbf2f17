-- What each account owns, to call it by: its shops' names, suspects first.
-- Grain: one row per owner_account_id
-- Innocent reason: an owner in name may know nothing of what the shop does.
SELECT
    owner_account_id,
    string_agg(coalesce(shop_name, shop_id), ' · ' ORDER BY suspect DESC, shop_id) AS shop_names,
    any_value(shop_id ORDER BY suspect DESC, shop_id) AS own_shop_id,
    bool_or(suspect) AS own_suspect
FROM shop_cases
WHERE owner_account_id IS NOT NULL
GROUP BY owner_account_id
ORDER BY owner_account_id
