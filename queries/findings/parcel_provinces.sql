-- The provinces (or, where no region is known, the areas) that parcels start from, the first and last day of theirs, and
-- how many parcels lack a date, a region, a code: what the map begins with, counted once.
-- Grain: one row per province_key, suspect
SELECT
    origin_province_key AS province_key,
    suspect,
    CAST(sum(parcels) AS BIGINT) AS parcels,
    CAST(sum(coded_parcels) AS BIGINT) AS coded_parcels,
    CAST(sum(undated_parcels) AS BIGINT) AS undated_parcels,
    min(first_seen_at) AS first_seen_at,
    max(last_seen_at) AS last_seen_at
FROM map_starts
GROUP BY origin_province_key, suspect
ORDER BY province_key, suspect
