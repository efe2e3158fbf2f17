-- For the exclusion test of one ring: what ties two accounts that are both outside it; that stands.
-- Grain: one row per account_id_a, account_id_b, kind, trace
SELECT
    pair_evidence.account_id_a,
    pair_evidence.account_id_b,
    pair_evidence.kind,
    pair_evidence.trace,
    pair_evidence.source,
    pair_evidence.is_circumstance,
    pair_evidence.accounts,
    pair_evidence.others_tied,
    pair_evidence.innocents_expected,
    pair_evidence.weight
FROM pair_evidence
SEMI JOIN exclusion_accounts AS one
    ON one.account_id = pair_evidence.account_id_a AND one.ring_id = $ring AND NOT one.is_member
SEMI JOIN exclusion_accounts AS other
    ON other.account_id = pair_evidence.account_id_b AND other.ring_id = $ring AND NOT other.is_member
ORDER BY pair_evidence.account_id_a, pair_evidence.account_id_b, pair_evidence.kind, pair_evidence.trace
