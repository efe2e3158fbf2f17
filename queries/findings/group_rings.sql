-- Groups under common control that have a suspect shop among theirs: the rings.
-- Grain: one row per ring_id
-- Innocent reason: a group is one hand; that the hand sells fakes rests on the suspect shops' own reasons.
SELECT DISTINCT ring_id
FROM shop_scores
WHERE ring_id IS NOT NULL
ORDER BY ring_id
