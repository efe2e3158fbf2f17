-- Who may be in charge of one ring: each candidate's reasons, for and against, each with its innocent reading; all
-- candidates, or those that were picked.
-- Grain: one row per account_id, signal
SELECT
    principal_candidates.rank, principal_candidates.account_id, ring_people.holder_name,
    ring_people.shop_names,
    principal_candidates.score, principal_evidence.signal, principal_evidence.figure, principal_evidence.weight,
    principal_evidence.innocent_reading
FROM principal_candidates
LEFT JOIN principal_evidence
    ON
        principal_evidence.ring_id = principal_candidates.ring_id
        AND principal_evidence.account_id = principal_candidates.account_id
LEFT JOIN ring_people
    ON ring_people.ring_id = principal_candidates.ring_id AND ring_people.account_id = principal_candidates.account_id
WHERE
    principal_candidates.ring_id = $ring
    AND (
        len(CAST($nodes AS VARCHAR[])) = 0
        OR list_contains(CAST($nodes AS VARCHAR[]), principal_candidates.account_id)
    )
ORDER BY principal_candidates.rank, principal_evidence.weight DESC, principal_evidence.signal
