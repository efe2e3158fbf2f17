-- Shops in force: sound rows, of each id the latest observation.
-- Grain: one row per shop_id
SELECT
    delivered.shop_id,
    delivered.shop_name,
    delivered.owner_account_id,
    nullif(trim(delivered.registered_adcode), '') AS registered_adcode,
    delivered.registered_region,
    delivered.opened_at,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.shops AS delivered
ANTI JOIN bad_shops USING (source_file, source_row)
ANTI JOIN superseded_shops USING (source_file, source_row)
ORDER BY delivered.shop_id
