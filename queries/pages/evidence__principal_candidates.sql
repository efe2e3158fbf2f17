-- Who may be in charge of the rings that an evidence package is about, with the reasons for and against.
-- Grain: one row per ring_id, account_id
SELECT *
FROM principal_candidates
WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
ORDER BY ring_id, rank, account_id
