-- What accounts were registered with: phone, identity document, payment account, name.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: families share phones and cards; common names are many people's; an agency registers for its clients.
WITH written AS (
    SELECT
        account_id,
        registered_at,
        regexp_replace(phone, '[^0-9]', '', 'g') AS phone,
        trim(id_document) AS document,
        trim(payment_account) AS payment,
        lower(regexp_replace(holder_name, '\s', '', 'g')) AS name
    FROM accounts
),

kinds AS (
    -- The last eleven digits: country codes come and go.
    SELECT account_id, 'phone' AS kind, right(phone, 11) AS trace, registered_at
    FROM written
    WHERE length(phone) >= 7
    UNION ALL
    SELECT account_id, 'document' AS kind, document AS trace, registered_at FROM written
    UNION ALL
    SELECT account_id, 'payment' AS kind, payment AS trace, registered_at FROM written
    UNION ALL
    SELECT account_id, 'name' AS kind, name AS trace, registered_at FROM written
)

SELECT
    account_id,
    kind,
    trace,
    'registration' AS source,
    FALSE AS is_circumstance,
    1 AS uses,
    registered_at AS first_seen_at,
    registered_at AS last_seen_at
FROM kinds
WHERE trace <> ''
