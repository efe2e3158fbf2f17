-- How many innocents share a trace of each kind with an account by chance: measured among all accounts, most of which
-- are buyers and innocent, on traces that two share (families, second-hand phones).
-- Grain: one row per kind
-- Source: estimation of u-probabilities from the data at large, Fellegi and Sunter (1969).
WITH together AS (
    SELECT kind, count(*) AS traces FROM login_traces GROUP BY kind
    UNION ALL
    SELECT kind, count(*) AS traces FROM registration_traces GROUP BY kind
    UNION ALL
    SELECT kind, count(*) AS traces FROM parcel_traces GROUP BY kind
),

pairs AS (
    SELECT kind, 2 * count(*) AS in_pairs FROM trace_counts WHERE accounts = 2 GROUP BY kind
),

counted AS (
    SELECT together.kind, sum(together.traces) AS traces, coalesce(max(pairs.in_pairs), 0) AS in_pairs
    FROM together
    LEFT JOIN pairs ON pairs.kind = together.kind
    GROUP BY together.kind
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
