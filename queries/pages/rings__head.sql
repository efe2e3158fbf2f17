-- One ring at a glance: the same row that stands in the list.
-- Grain: one row per ring_id
SELECT *
FROM ring_cases
WHERE ring_id = $ring
