-- Regions whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        adcode, name, level, parent_adcode, latitude, longitude, observed_at, source_file, source_row
    FROM raw.regions
),

repeated_ids AS (
    SELECT adcode
    FROM delivered
    WHERE adcode IS NOT NULL
    GROUP BY adcode
    HAVING count(*) > 1
)

SELECT
    delivered.adcode, delivered.name, delivered.level, delivered.parent_adcode, delivered.latitude,
    delivered.longitude, delivered.observed_at, delivered.source_file, delivered.source_row
FROM delivered
SEMI JOIN repeated_ids USING (adcode)
