-- Authorised sellers in force: sound rows, of each id the latest observation.
-- Grain: one row per source_file, source_row
SELECT
    delivered.shop_id,
    nullif(trim(delivered.brand), '') AS brand,
    delivered.valid_from,
    delivered.valid_to,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.authorised_sellers AS delivered
ANTI JOIN bad_authorised_sellers USING (source_file, source_row)
ANTI JOIN superseded_authorised_sellers USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.brand, delivered.valid_from, delivered.source_file, delivered.source_row
