-- Every linked pair of accounts with its strongest trace's kind: what the shortest chains of evidence are walked over.
-- Grain: one row per account_id_a, account_id_b
SELECT
    linked_pairs.account_id_a,
    linked_pairs.account_id_b,
    linked_pairs.weight,
    linked_pairs.sources,
    arg_max(pair_evidence.kind, (pair_evidence.weight, pair_evidence.kind)) AS kind,
    min(pair_evidence.innocents_expected) AS innocents_expected
FROM linked_pairs
JOIN pair_evidence
    ON
        pair_evidence.account_id_a = linked_pairs.account_id_a
        AND pair_evidence.account_id_b = linked_pairs.account_id_b
GROUP BY linked_pairs.account_id_a, linked_pairs.account_id_b, linked_pairs.weight, linked_pairs.sources
ORDER BY linked_pairs.account_id_a, linked_pairs.account_id_b
