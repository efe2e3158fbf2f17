-- Shop transfers that may have been delivered more than once: rows that share shop_id and transferred_at with another.
-- Grain: one row per source_file, source_row
WITH shared AS (
    SELECT shop_id, transferred_at
    FROM raw.shop_transfers
    GROUP BY shop_id, transferred_at
    HAVING count(*) > 1
)

SELECT
    delivered.shop_id, delivered.from_account_id, delivered.to_account_id, delivered.transferred_at,
    delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.shop_transfers AS delivered
SEMI JOIN shared USING (shop_id, transferred_at)
