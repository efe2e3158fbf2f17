-- The places that the rings of an evidence package work from; candidates, never established.
-- Grain: one row per site_id
SELECT *
FROM sites
WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[])))
ORDER BY ring_id, site_id
