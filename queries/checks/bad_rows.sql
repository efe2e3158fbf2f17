-- Every row kept out, of every table, with the first rule it breaks.
-- Grain: one row per source_file, source_row
SELECT 'shops' AS table_name, source_file, source_row, reason FROM bad_shops
UNION ALL
SELECT 'listings' AS table_name, source_file, source_row, reason FROM bad_listings
UNION ALL
SELECT 'orders' AS table_name, source_file, source_row, reason FROM bad_orders
UNION ALL
SELECT 'reference_prices' AS table_name, source_file, source_row, reason FROM bad_reference_prices
UNION ALL
SELECT 'authorised_sellers' AS table_name, source_file, source_row, reason FROM bad_authorised_sellers
UNION ALL
SELECT 'shipments' AS table_name, source_file, source_row, reason FROM bad_shipments
UNION ALL
SELECT 'accounts' AS table_name, source_file, source_row, reason FROM bad_accounts
UNION ALL
SELECT 'logins' AS table_name, source_file, source_row, reason FROM bad_logins
UNION ALL
SELECT 'complaints' AS table_name, source_file, source_row, reason FROM bad_complaints
UNION ALL
SELECT 'test_buys' AS table_name, source_file, source_row, reason FROM bad_test_buys
UNION ALL
SELECT 'shop_transfers' AS table_name, source_file, source_row, reason FROM bad_shop_transfers
UNION ALL
SELECT 'regions' AS table_name, source_file, source_row, reason FROM bad_regions
ORDER BY source_file, source_row
