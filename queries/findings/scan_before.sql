-- The scan that was in force before this one.
-- Grain: one row per scan_id
SELECT scan_id, max(finished_at) AS finished_at, count(*) AS shops, count(*) FILTER (WHERE suspect) AS suspects
FROM raw.before
GROUP BY scan_id
