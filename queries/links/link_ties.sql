-- The evidence between accounts that are linked: each trace of each pair whose weight together is enough.
-- Grain: one row per account_id_a, account_id_b, kind, trace
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
SELECT
    pair_evidence.account_id_a,
    pair_evidence.account_id_b,
    pair_evidence.kind,
    pair_evidence.trace,
    pair_evidence.source,
    pair_evidence.is_circumstance,
    pair_evidence.weight
FROM pair_evidence
SEMI JOIN linked_pairs
    ON
        linked_pairs.account_id_a = pair_evidence.account_id_a
        AND linked_pairs.account_id_b = pair_evidence.account_id_b
WHERE pair_evidence.weight > 0
ORDER BY pair_evidence.account_id_a, pair_evidence.account_id_b, pair_evidence.kind, pair_evidence.trace
