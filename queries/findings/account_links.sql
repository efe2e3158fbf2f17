-- Accounts that are linked, with every trace that ties them and how many innocents are expected to share it.
-- Grain: one row per account_id_a, account_id_b
-- Innocent reason: the innocents expected to share each trace: families, colleagues, clients of one agency.
SELECT
    linked_pairs.account_id_a,
    linked_pairs.account_id_b,
    linked_pairs.weight,
    list(
        {'kind': pair_evidence.kind, 'trace': pair_evidence.trace,
        'innocents_expected': round(pair_evidence.innocents_expected, 6), 'weight': pair_evidence.weight}
        ORDER BY pair_evidence.weight DESC, pair_evidence.kind, pair_evidence.trace
    ) AS evidence,
    linked_pairs.sources
FROM linked_pairs
JOIN pair_evidence
    ON
        pair_evidence.account_id_a = linked_pairs.account_id_a
        AND pair_evidence.account_id_b = linked_pairs.account_id_b
GROUP BY linked_pairs.account_id_a, linked_pairs.account_id_b, linked_pairs.weight, linked_pairs.sources
ORDER BY linked_pairs.account_id_a, linked_pairs.account_id_b
