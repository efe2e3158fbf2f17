-- What ties two accounts of one ring together: every trace that weighs, with the pair's whole weight and its sources where
-- the two are linked.
-- Grain: one row per ring_id, account_id_a, account_id_b, kind, trace
-- Innocent reason: the number of innocents expected to share a trace stands beside its weight.
WITH accounts_in AS (
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
)

SELECT
    one.ring_id,
    pair_evidence.account_id_a,
    pair_evidence.account_id_b,
    pair_evidence.kind,
    pair_evidence.trace,
    pair_evidence.source,
    pair_evidence.is_circumstance,
    pair_evidence.accounts,
    pair_evidence.innocents_expected,
    pair_evidence.weight,
    linked_pairs.weight AS pair_weight,
    linked_pairs.sources
FROM pair_evidence
JOIN accounts_in AS one ON one.account_id = pair_evidence.account_id_a
JOIN accounts_in AS other ON other.account_id = pair_evidence.account_id_b AND other.ring_id = one.ring_id
LEFT JOIN linked_pairs
    ON
        linked_pairs.account_id_a = pair_evidence.account_id_a
        AND linked_pairs.account_id_b = pair_evidence.account_id_b
WHERE pair_evidence.weight > 0
ORDER BY
    one.ring_id, pair_evidence.account_id_a, pair_evidence.account_id_b, pair_evidence.kind, pair_evidence.trace
