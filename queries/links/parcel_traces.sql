-- What parcels leave behind of an account: the sender's phone on its shops' parcels, the spots they start from, and the
-- spots at which its own purchases are delivered. An account that is registered with a phone stands beside those whose
-- parcels carry it. `is_circumstance`: all that is known may belong to a place that many use, not to a person.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: a warehouse, a locker, a courier or a supplier sends for many shops under its own phone and address.
WITH spots_used AS (
    SELECT
        owner_account_id AS account_id, spot_id, sum(parcels) AS uses,
        min(first_shipped_at) AS first_seen_at, max(last_shipped_at) AS last_seen_at
    FROM shop_spots
    WHERE owner_account_id IS NOT NULL
    GROUP BY owner_account_id, spot_id
    UNION ALL
    SELECT account_id, spot_id, orders AS uses, NULL AS first_seen_at, NULL AS last_seen_at
    FROM delivery_spots
    WHERE orders >= 2
),

kinds AS (
    SELECT account_id, 'sender_phone' AS kind, phone AS trace, TRUE AS is_circumstance, parcels AS uses, first_seen_at,
        last_seen_at
    FROM sender_phones
    UNION ALL
    SELECT
        registration_traces.account_id, 'sender_phone' AS kind, registration_traces.trace, FALSE AS is_circumstance,
        registration_traces.uses, registration_traces.first_seen_at, registration_traces.last_seen_at
    FROM registration_traces
    SEMI JOIN sender_phones ON sender_phones.phone = registration_traces.trace
    WHERE registration_traces.kind = 'phone'
    UNION ALL
    SELECT account_id, 'origin' AS kind, spot_id AS trace, TRUE AS is_circumstance, uses, first_seen_at, last_seen_at
    FROM spots_used
)

SELECT
    account_id,
    kind,
    trace,
    'parcels' AS source,
    bool_and(is_circumstance) AS is_circumstance,
    CAST(sum(uses) AS BIGINT) AS uses,
    min(first_seen_at) AS first_seen_at,
    max(last_seen_at) AS last_seen_at
FROM kinds
GROUP BY account_id, kind, trace
