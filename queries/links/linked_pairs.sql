-- Pairs of accounts that are linked: more speaks for one hand than for chance, by the cut for links.
-- Grain: one row per account_id_a, account_id_b
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
SELECT
    account_pairs.account_id_a,
    account_pairs.account_id_b,
    account_pairs.weight,
    account_pairs.sources
FROM account_pairs
JOIN link_cuts ON link_cuts.name = 'link'
WHERE account_pairs.weight >= link_cuts.value
ORDER BY account_pairs.account_id_a, account_pairs.account_id_b
