-- Regions whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH repeated_ids AS (
    SELECT adcode
    FROM raw.regions
    WHERE adcode IS NOT NULL
    GROUP BY adcode
    HAVING count(*) > 1
)

SELECT
    delivered.adcode, delivered.name, delivered.level, delivered.parent_adcode, delivered.latitude,
    delivered.longitude, delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.regions AS delivered
SEMI JOIN repeated_ids USING (adcode)
