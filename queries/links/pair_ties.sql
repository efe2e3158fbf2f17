-- Of two accounts and a trace they share: to how many of its users an independent record ties each of the two, leaving out
-- the tie between them: it must not vouch for what they share.
-- Grain: one row per account_id_a, account_id_b, kind, trace
-- Innocent reason: couples and colleagues are tied twice as well.
SELECT
    pair_traces.account_id_a,
    pair_traces.account_id_b,
    pair_traces.kind,
    pair_traces.trace,
    pair_traces.source,
    pair_traces.is_circumstance,
    pair_traces.accounts,
    CASE WHEN a.partners > (CASE WHEN both_tied.kind IS NULL THEN 0 ELSE 1 END) THEN 1 ELSE 0 END AS a_tied,
    CASE WHEN b.partners > (CASE WHEN both_tied.kind IS NULL THEN 0 ELSE 1 END) THEN 1 ELSE 0 END AS b_tied,
    CASE WHEN a.kind IS NULL THEN 0 ELSE 1 END AS a_counted,
    CASE WHEN b.kind IS NULL THEN 0 ELSE 1 END AS b_counted,
    CASE WHEN a.is_seller THEN 1 ELSE 0 END AS a_seller,
    CASE WHEN b.is_seller THEN 1 ELSE 0 END AS b_seller
FROM pair_traces
LEFT JOIN tied_otherwise AS a
    ON a.kind = pair_traces.kind AND a.trace = pair_traces.trace AND a.account_id = pair_traces.account_id_a
LEFT JOIN tied_otherwise AS b
    ON b.kind = pair_traces.kind AND b.trace = pair_traces.trace AND b.account_id = pair_traces.account_id_b
LEFT JOIN tied_pairs AS both_tied
    ON
        both_tied.kind = pair_traces.kind
        AND both_tied.trace = pair_traces.trace
        AND both_tied.account_id_a = pair_traces.account_id_a
        AND both_tied.account_id_b = pair_traces.account_id_b
