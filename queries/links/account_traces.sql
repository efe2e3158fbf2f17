-- Every trace that an account left with others: device, network, place of login, phone, document, payment account, name,
-- sender's phone, spot, supplier, regular buyers. `is_circumstance`: a place or a dealing, which strangers may share, not a
-- person's own thing. Only traces that two accounts or more left, a seller among them.
-- Grain: one row per account_id, kind, trace
-- Innocent reason: what people share with family, colleagues, landlords and service providers.
WITH together AS (
    SELECT * FROM login_traces
    UNION ALL
    SELECT * FROM registration_traces
    UNION ALL
    SELECT * FROM supply_traces
    UNION ALL
    SELECT * FROM brushing_buyers
    UNION ALL
    SELECT parcel_traces.*
    FROM parcel_traces
    ANTI JOIN supplied_traces
        ON
            supplied_traces.account_id = parcel_traces.account_id
            AND supplied_traces.kind = parcel_traces.kind
            AND supplied_traces.trace = parcel_traces.trace
),

of_sellers AS (
    SELECT DISTINCT together.kind, together.trace
    FROM together
    SEMI JOIN seller_accounts ON seller_accounts.account_id = together.account_id
),

near_sellers AS (
    SELECT together.*
    FROM together
    SEMI JOIN of_sellers ON of_sellers.kind = together.kind AND of_sellers.trace = together.trace
),

shared AS (
    SELECT kind, trace FROM near_sellers GROUP BY kind, trace HAVING count(*) > 1
)

SELECT
    near_sellers.account_id,
    near_sellers.kind,
    near_sellers.trace,
    near_sellers.source,
    near_sellers.is_circumstance,
    near_sellers.uses,
    near_sellers.first_seen_at,
    near_sellers.last_seen_at
FROM near_sellers
SEMI JOIN shared ON shared.kind = near_sellers.kind AND shared.trace = near_sellers.trace
ORDER BY near_sellers.kind, near_sellers.trace, near_sellers.account_id
