-- Every trace that an account left with others: device, network, place of login, phone, document, payment account, name,
-- sender's phone, spot, supplier, regular buyers. `is_circumstance`: a place or a dealing, which strangers may share, not a
-- person's own thing. Only traces that two accounts or more left, a seller among them.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: what people share with family, colleagues, landlords and service providers.
WITH own AS (
    SELECT * FROM login_traces
    UNION ALL
    SELECT * FROM registration_traces
    UNION ALL
    SELECT parcel_traces.*
    FROM parcel_traces
    ANTI JOIN supplied_traces
        ON
            supplied_traces.account_id = parcel_traces.account_id
            AND supplied_traces.kind = parcel_traces.kind
            AND supplied_traces.trace = parcel_traces.trace
),

together AS (
    -- Most are one account's alone and out at once.
    SELECT own.* FROM own SEMI JOIN trace_counts ON trace_counts.kind = own.kind AND trace_counts.trace = own.trace
    UNION ALL
    SELECT * FROM supply_traces
    UNION ALL
    SELECT * FROM brushing_buyers
),

shared AS (
    SELECT together.kind, together.trace
    FROM together
    LEFT JOIN seller_accounts ON seller_accounts.account_id = together.account_id
    GROUP BY together.kind, together.trace
    HAVING count(*) > 1 AND count(seller_accounts.account_id) > 0
)

SELECT
    together.account_id,
    together.kind,
    together.trace,
    together.source,
    together.is_circumstance,
    together.uses,
    together.first_seen_at,
    together.last_seen_at
FROM together
SEMI JOIN shared ON shared.kind = together.kind AND shared.trace = together.trace
ORDER BY together.kind, together.trace, together.account_id
