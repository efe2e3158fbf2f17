-- Accounts that a phone leads to: registered with it, or whose shop's parcels name it as their sender's. By the last eleven
-- digits: country codes come and go.
-- Grain: one row per account_id
-- Innocent reason: families, colleagues and agencies share a phone; a courier's number stands on many shops' parcels.
WITH registered AS (
    SELECT account_id, registration_traces.source
    FROM registration_traces
    WHERE kind = 'phone' AND trace = $phone
),

-- A phone is written in one of a few ways; to clean every parcel's first would read them all through.
sending AS (
    SELECT DISTINCT shop_id
    FROM shipments
    WHERE sender_phone IN (
        $phone, '86' || $phone, '+86' || $phone, '+86 ' || $phone, '+86-' || $phone, '0086' || $phone,
        left($phone, 3) || ' ' || substr($phone, 4, 4) || ' ' || substr($phone, 8),
        left($phone, 3) || '-' || substr($phone, 4, 4) || '-' || substr($phone, 8)
    )
),

found AS (
    SELECT account_id, TRUE AS is_registered FROM registered
    UNION ALL
    SELECT shops.owner_account_id, FALSE
    FROM sending
    JOIN shops ON shops.shop_id = sending.shop_id
    WHERE shops.owner_account_id IS NOT NULL
),

accounts_found AS (
    SELECT account_id, bool_or(is_registered) AS is_registered, bool_or(NOT is_registered) AS is_sender
    FROM found
    GROUP BY account_id
)

SELECT
    accounts_found.account_id, account_names.shop_names, accounts_found.is_registered, accounts_found.is_sender,
    account_names.ring_id, count(*) OVER () AS found
FROM accounts_found
LEFT JOIN account_names ON account_names.account_id = accounts_found.account_id
ORDER BY account_names.ring_id IS NULL, accounts_found.is_registered DESC, accounts_found.account_id
LIMIT $most
