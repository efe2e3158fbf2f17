-- Where records stand: the file and the row in it (from 0) of each id of each table; `file#row` says it itself.
-- `wanted`: `table|row id`, as in finding_records.
-- Grain: one row per table_name, row_id
WITH wanted AS (
    SELECT DISTINCT
        substr(record, 1, strpos(record, '|') - 1) AS table_name,
        substr(record, strpos(record, '|') + 1) AS row_id
    FROM (SELECT unnest(CAST($wanted AS VARCHAR[])) AS record) AS told
),

with_ids AS (
    SELECT 'orders' AS table_name, order_line_id AS row_id, source_file, source_row FROM orders
    UNION ALL
    SELECT 'listings' AS table_name, listing_id AS row_id, source_file, source_row FROM listings
    UNION ALL
    SELECT 'accounts' AS table_name, account_id AS row_id, source_file, source_row FROM accounts
    UNION ALL
    SELECT 'complaints' AS table_name, complaint_id AS row_id, source_file, source_row FROM complaints
    UNION ALL
    SELECT 'test_buys' AS table_name, test_buy_id AS row_id, source_file, source_row FROM test_buys
    UNION ALL
    SELECT 'shops' AS table_name, shop_id AS row_id, source_file, source_row FROM shops
)

SELECT with_ids.table_name, with_ids.row_id, with_ids.source_file, with_ids.source_row
FROM with_ids
SEMI JOIN wanted ON wanted.table_name = with_ids.table_name AND wanted.row_id = with_ids.row_id
UNION ALL
SELECT wanted.table_name, wanted.row_id, extract_files.source_file,
    CAST(regexp_extract(wanted.row_id, '#([0-9]+)$', 1) AS BIGINT) AS source_row
FROM wanted
JOIN extract_files
    ON
        extract_files.table_name = wanted.table_name
        AND extract_files.file = regexp_extract(wanted.row_id, '^(.*)#[0-9]+$', 1)
WHERE wanted.table_name NOT IN (SELECT DISTINCT table_name FROM with_ids)
ORDER BY table_name, source_file, source_row
