-- The rings that an evidence package is about: value and units gross and as a corroborated lower bound.
-- Grain: one row per ring_id
SELECT *
FROM rings
WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
ORDER BY ring_id
