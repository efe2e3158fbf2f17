-- Accounts whose id holds the text, or that own a shop whose id or name holds it; those in a ring first.
-- Grain: one row per account_id
WITH owned AS (
    SELECT
        owner_account_id AS account_id,
        string_agg(coalesce(shop_name, shop_id), ' · ' ORDER BY shop_id) AS shop_names,
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
),

ringed AS (
    SELECT member_id AS account_id, min(ring_id) AS ring_id, any_value(role ORDER BY ring_id) AS role
    FROM ring_members
    WHERE member_type = 'account'
    GROUP BY member_id
)

SELECT known.account_id, owned.shop_names, coalesce(owned.shops, 0) AS shops, ringed.ring_id, ringed.role
FROM known
LEFT JOIN owned ON owned.account_id = known.account_id
LEFT JOIN ringed ON ringed.account_id = known.account_id
WHERE contains(lower(known.account_id), lower($text)) OR coalesce(owned.fits, FALSE)
ORDER BY lower(known.account_id) = lower($text) DESC, ringed.ring_id IS NULL, known.account_id
LIMIT $most
