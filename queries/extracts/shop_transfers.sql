-- Shop transfers in force: sound rows, of each id the latest observation.
-- Grain: one row per source_file, source_row
SELECT
    delivered.shop_id,
    delivered.from_account_id,
    delivered.to_account_id,
    delivered.transferred_at,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.shop_transfers AS delivered
ANTI JOIN bad_shop_transfers USING (source_file, source_row)
ANTI JOIN superseded_shop_transfers USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.transferred_at, delivered.source_file, delivered.source_row
