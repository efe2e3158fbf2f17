-- Test buys in force: sound rows, of each id the latest observation.
-- Grain: one row per test_buy_id
SELECT
    delivered.test_buy_id,
    delivered.shop_id,
    nullif(lower(trim(delivered.verdict)), '') AS verdict,
    delivered.listing_id,
    delivered.order_id,
    delivered.bought_at,
    delivered.appraised_at,
    delivered.appraiser,
    delivered.note,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.test_buys AS delivered
ANTI JOIN bad_test_buys USING (source_file, source_row)
ANTI JOIN superseded_test_buys USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.test_buy_id
