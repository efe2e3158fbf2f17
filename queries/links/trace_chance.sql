-- How many innocents share a trace of each kind with an account by chance: measured among all accounts, most of which
-- are buyers and innocent, on traces that two share (families, second-hand phones).
-- Grain: one row per kind
-- Source: estimation of u-probabilities from the data at large, Fellegi and Sunter (1969).
WITH together AS (
    SELECT account_id, kind, trace FROM login_traces
    UNION ALL
    SELECT account_id, kind, trace FROM registration_traces
    UNION ALL
    SELECT account_id, kind, trace FROM parcel_traces
),

sizes AS (
    SELECT kind, trace, count(*) AS accounts FROM together GROUP BY kind, trace
),

counted AS (
    SELECT
        kind,
        sum(accounts) AS traces,
        sum(CASE WHEN accounts = 2 THEN 2 ELSE 0 END) AS in_pairs
    FROM sizes
    GROUP BY kind
)

SELECT
    trace_kinds.kind,
    coalesce(counted.traces, 0) AS traces,
    -- A hundred traces as reasoned stand in for what was not seen.
    greatest(
        trace_kinds.least_innocents,
        (100 * trace_kinds.least_innocents + coalesce(counted.in_pairs, 0)) / (100.0 + coalesce(counted.traces, 0))
    ) AS innocents_expected
FROM trace_kinds
LEFT JOIN counted ON counted.kind = trace_kinds.kind
ORDER BY trace_kinds.kind
