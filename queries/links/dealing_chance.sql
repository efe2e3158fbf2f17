-- How many innocents who deal with one another share a trace of each kind as well: measured among all pairs of a supplier
-- and a shop that stocks up there. Rings are among them, so that it is no less than the innocents' share.
-- Grain: one row per kind
-- Innocent reason: a wholesaler may supply a relative's shop, from the family's machine.
-- Source: estimation of u-probabilities from the data at large, Fellegi and Sunter (1969).
WITH dealings AS (
    SELECT DISTINCT account_id_a, account_id_b FROM pair_traces WHERE kind = 'supply'
),

sharing AS (
    SELECT DISTINCT pair_traces.kind, pair_traces.account_id_a, pair_traces.account_id_b
    FROM pair_traces
    SEMI JOIN dealings
        ON
            dealings.account_id_a = pair_traces.account_id_a
            AND dealings.account_id_b = pair_traces.account_id_b
),

counted AS (
    SELECT kind, count(*) AS pairs FROM sharing GROUP BY kind
),

everyone AS (
    SELECT count(*) AS pairs FROM dealings
)

SELECT
    trace_kinds.kind,
    everyone.pairs AS dealings,
    coalesce(counted.pairs, 0) AS sharing,
    -- A hundred pairs as reasoned stand in for what was not seen.
    (100 * trace_kinds.least_innocents + coalesce(counted.pairs, 0)) / (100.0 + everyone.pairs) AS innocents_expected
FROM trace_kinds
CROSS JOIN everyone
LEFT JOIN counted ON counted.kind = trace_kinds.kind
-- What a person owns; places and dealings themselves are what dealing explains.
WHERE trace_kinds.source IN ('logins', 'registration') AND trace_kinds.kind IN ('device', 'phone', 'document', 'payment')
ORDER BY trace_kinds.kind
