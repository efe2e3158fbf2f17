-- Who and what belongs to the rings that an evidence package is about.
-- Grain: one row per ring_id, member_type, member_id
SELECT *
FROM ring_members
WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
ORDER BY ring_id, member_type, member_id
