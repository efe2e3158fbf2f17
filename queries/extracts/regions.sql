-- Regions in force: sound rows, of each id the latest observation.
-- Grain: one row per adcode
SELECT
    delivered.adcode,
    delivered.name,
    nullif(lower(trim(delivered.level)), '') AS level,
    nullif(trim(delivered.parent_adcode), '') AS parent_adcode,
    delivered.latitude,
    delivered.longitude,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.regions AS delivered
ANTI JOIN bad_regions USING (source_file, source_row)
ANTI JOIN superseded_regions USING (source_file, source_row)
ORDER BY delivered.adcode
