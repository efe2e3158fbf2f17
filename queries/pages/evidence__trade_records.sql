-- The rows of some shops' whole trade and registration, which their scores, sums and reasons are reckoned from:
-- the shop, its owner, listings, order lines, parcels, complaints, test buys, changes of hands, authorisations;
-- the people's accounts.
-- Grain: one row per table_name, row_id, source_file, source_row
WITH of_shops AS (
    SELECT DISTINCT unnest(CAST($shops AS VARCHAR[])) AS shop_id
),

named_shops AS (
    SELECT shop_id FROM of_shops
    UNION
    SELECT unnest(CAST($supplier_shops AS VARCHAR[])) AS shop_id
),

of_accounts AS (
    SELECT DISTINCT unnest(CAST($accounts AS VARCHAR[])) AS account_id
),

of_rings AS (
    SELECT DISTINCT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

lines AS (
    SELECT orders.order_line_id FROM orders SEMI JOIN of_shops ON of_shops.shop_id = orders.shop_id
    UNION
    SELECT ring_lines.order_line_id FROM ring_lines SEMI JOIN of_rings ON of_rings.ring_id = ring_lines.ring_id
),

rows_of_files AS (
    SELECT 'shipments' AS table_name, parcel_orders.source_file, parcel_orders.source_row
    FROM parcel_orders
    SEMI JOIN of_shops ON of_shops.shop_id = parcel_orders.shop_id
    UNION
    SELECT 'shipments' AS table_name, shipments.source_file, shipments.source_row
    FROM shipments
    JOIN orders
        ON orders.order_id = shipments.order_id AND orders.shop_id = coalesce(shipments.shop_id, orders.shop_id)
    SEMI JOIN lines ON lines.order_line_id = orders.order_line_id
    UNION
    SELECT 'shop_transfers' AS table_name, source_file, source_row
    FROM shop_transfers
    SEMI JOIN of_shops ON of_shops.shop_id = shop_transfers.shop_id
    UNION
    SELECT 'authorised_sellers' AS table_name, source_file, source_row
    FROM authorised_sellers
    SEMI JOIN of_shops ON of_shops.shop_id = authorised_sellers.shop_id
)

SELECT 'shops' AS table_name, shop_id AS row_id, source_file, source_row
FROM shops
SEMI JOIN named_shops ON named_shops.shop_id = shops.shop_id
UNION
SELECT 'accounts' AS table_name, account_id AS row_id, source_file, source_row
FROM accounts
SEMI JOIN of_accounts ON of_accounts.account_id = accounts.account_id
UNION
SELECT 'orders' AS table_name, orders.order_line_id AS row_id, orders.source_file, orders.source_row
FROM orders
SEMI JOIN lines ON lines.order_line_id = orders.order_line_id
UNION
SELECT 'complaints' AS table_name, complaint_id AS row_id, source_file, source_row
FROM complaints
SEMI JOIN of_shops ON of_shops.shop_id = complaints.shop_id
UNION
SELECT 'test_buys' AS table_name, test_buy_id AS row_id, source_file, source_row
FROM test_buys
SEMI JOIN of_shops ON of_shops.shop_id = test_buys.shop_id
UNION
SELECT rows_of_files.table_name, extract_files.file || '#' || CAST(rows_of_files.source_row AS VARCHAR) AS row_id,
    rows_of_files.source_file, rows_of_files.source_row
FROM rows_of_files
JOIN extract_files ON extract_files.source_file = rows_of_files.source_file
ORDER BY table_name, source_file, source_row
