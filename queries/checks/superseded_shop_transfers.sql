-- Shop transfers that another row replaces: identical repeats, and older
-- observations of the same shop_id, to_account_id, transferred_at.
-- Grain: one row per source_file, source_row
WITH sound AS (
    SELECT
        shop_id, from_account_id, to_account_id, transferred_at, observed_at, source_file, source_row
    FROM repeated_shop_transfers
    ANTI JOIN bad_shop_transfers USING (source_file, source_row)
),

ranked AS (
    SELECT
        source_file,
        source_row,
        observed_at,
        row_number() OVER (
            PARTITION BY
                shop_id, from_account_id, to_account_id, transferred_at
            ORDER BY observed_at DESC NULLS LAST, source_file, source_row
        ) AS recency,
        max(observed_at) OVER (PARTITION BY shop_id, to_account_id, transferred_at) AS latest_observed_at
    FROM sound
)

SELECT source_file, source_row
FROM ranked
WHERE recency > 1 OR observed_at < latest_observed_at
ORDER BY source_file, source_row
