-- Every two accounts that left one trace, where few enough did for it to mean something: up to sixty. What more than
-- sixty share is a shared facility by its size alone (shared_facilities), and what more than ten are called is a common name.
-- Grain: one row per account_id_a, account_id_b, kind, trace
-- Innocent reason: two people may use one machine, one phone, one door.
WITH narrow AS (
    SELECT account_traces.*, trace_sizes.accounts
    FROM account_traces
    JOIN trace_sizes ON trace_sizes.kind = account_traces.kind AND trace_sizes.trace = account_traces.trace
    WHERE trace_sizes.accounts <= CASE WHEN account_traces.kind = 'name' THEN 10 ELSE 60 END
),

paired AS (
    SELECT
        one.account_id AS account_id_a,
        other.account_id AS account_id_b,
        one.kind,
        one.trace,
        one.source,
        one.is_circumstance AND other.is_circumstance AS is_circumstance,
        one.accounts
    FROM narrow AS one
    JOIN narrow AS other
        ON other.kind = one.kind AND other.trace = one.trace AND other.account_id > one.account_id
    LEFT JOIN shops AS suppliers ON one.kind = 'supply' AND suppliers.shop_id = one.trace
    -- Two who buy from one supplier are competitors: only supplier and reseller are tied.
    WHERE one.kind <> 'supply' OR suppliers.owner_account_id IN (one.account_id, other.account_id)
)

-- The phone of a registration that also stands on parcels is one phone: it counts once.
SELECT paired.account_id_a, paired.account_id_b, paired.kind, paired.trace, paired.source, paired.is_circumstance,
    paired.accounts
FROM paired
ANTI JOIN paired AS registered
    ON
        paired.kind = 'sender_phone'
        AND registered.kind = 'phone'
        AND registered.trace = paired.trace
        AND registered.account_id_a = paired.account_id_a
        AND registered.account_id_b = paired.account_id_b
ORDER BY paired.account_id_a, paired.account_id_b, paired.kind, paired.trace
