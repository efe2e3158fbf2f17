-- Regions that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, coordinate_out_of_range, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        adcode, name, latitude, longitude, source_file, source_row
    FROM raw.regions
),

versions AS (
    SELECT DISTINCT
        adcode, name, level, parent_adcode, latitude, longitude, observed_at
    FROM repeated_regions
),

contradictions AS (
    SELECT adcode, observed_at
    FROM versions
    GROUP BY adcode, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_regions AS repeated
    JOIN contradictions
        ON
            repeated.adcode = contradictions.adcode
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.adcode, '') = '' THEN 'null_id'
            WHEN coalesce(delivered.name, '') = '' THEN 'missing_value'
            WHEN delivered.latitude NOT BETWEEN -90 AND 90
                OR delivered.longitude NOT BETWEEN -180 AND 180
                THEN 'coordinate_out_of_range'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
