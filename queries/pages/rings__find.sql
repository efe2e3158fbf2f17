-- Accounts whose id holds the text, or that own a shop whose id or name holds it; those in a ring first.
-- Grain: one row per account_id
WITH owned AS (
    SELECT
        owner_account_id AS account_id,
        count(*) AS shops,
        bool_or(contains(lower(shop_id), lower($text)) OR contains(lower(coalesce(shop_name, '')), lower($text))) AS fits
    FROM shops
    WHERE owner_account_id IS NOT NULL
    GROUP BY owner_account_id
),

known AS (
    SELECT account_id FROM accounts
    UNION
    SELECT account_id FROM owned
)

SELECT
    known.account_id, account_names.shop_names, coalesce(owned.shops, 0) AS shops, account_names.ring_id,
    account_names.role
FROM known
LEFT JOIN owned ON owned.account_id = known.account_id
LEFT JOIN account_names ON account_names.account_id = known.account_id
WHERE contains(lower(known.account_id), lower($text)) OR coalesce(owned.fits, FALSE)
ORDER BY lower(known.account_id) = lower($text) DESC, account_names.ring_id IS NULL, known.account_id
LIMIT $most
