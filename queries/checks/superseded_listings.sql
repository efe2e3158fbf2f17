-- Listings that another row of the same id replaces: identical repeats and older observations.
-- Grain: one row per source_file, source_row
WITH sound AS (
    SELECT listing_id, observed_at, source_file, source_row
    FROM repeated_listings
    ANTI JOIN bad_listings USING (source_file, source_row)
),

ranked AS (
    SELECT
        source_file,
        source_row,
        row_number() OVER (
            PARTITION BY listing_id ORDER BY observed_at DESC NULLS LAST, source_file, source_row
        ) AS recency
    FROM sound
)

SELECT source_file, source_row
FROM ranked
WHERE recency > 1
ORDER BY source_file, source_row
