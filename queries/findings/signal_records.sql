-- The records behind each signal of a suspect's case, and of every shop of a ring: which rows of which extract it rests
-- on. A row of a table without an id is named by its file and its place in it.
-- Grain: one row per shop_id, signal, table_name, row_id
-- Innocent reason: every signal carries its own.
WITH shown AS (
    SELECT shop_id FROM shop_scores WHERE suspect OR ring_id IS NOT NULL
),

evidence AS (
    SELECT shop_evidence.shop_id, shop_evidence.signal
    FROM shop_evidence
    SEMI JOIN shown ON shown.shop_id = shop_evidence.shop_id
)

SELECT evidence.shop_id, evidence.signal, 'listings' AS table_name, listings.listing_id AS row_id
FROM evidence
JOIN listings ON listings.shop_id = evidence.shop_id
WHERE evidence.signal IN ('price', 'description', 'photos')
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'orders' AS table_name, orders.order_line_id AS row_id
FROM evidence
JOIN orders ON orders.shop_id = evidence.shop_id
WHERE evidence.signal IN ('price', 'complaints')
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'complaints' AS table_name, complaints.complaint_id AS row_id
FROM evidence
JOIN complaints ON complaints.shop_id = evidence.shop_id
JOIN complaint_meaning ON complaint_meaning.complaint_id = complaints.complaint_id
WHERE evidence.signal = 'complaints' AND complaint_meaning.is_counterfeit
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'shipments' AS table_name,
    extract_files.file || '#' || CAST(parcel_places.source_row AS VARCHAR) AS row_id
FROM evidence
JOIN parcel_places ON parcel_places.shop_id = evidence.shop_id
JOIN extract_files ON extract_files.source_file = parcel_places.source_file
WHERE evidence.signal = 'geography'
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'shop_transfers' AS table_name,
    extract_files.file || '#' || CAST(shop_transfers.source_row AS VARCHAR) AS row_id
FROM evidence
JOIN shop_transfers ON shop_transfers.shop_id = evidence.shop_id
JOIN extract_files ON extract_files.source_file = shop_transfers.source_file
WHERE evidence.signal = 'transfers'
UNION ALL
SELECT DISTINCT evidence.shop_id, evidence.signal, 'orders' AS table_name, orders.order_line_id AS row_id
FROM evidence
JOIN supply_pairs
    ON supply_pairs.supplier_shop_id = evidence.shop_id OR supply_pairs.reseller_shop_id = evidence.shop_id
JOIN orders
    ON orders.shop_id = supply_pairs.supplier_shop_id AND orders.buyer_account_id = supply_pairs.reseller_account_id
WHERE evidence.signal = 'purchases'
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'test_buys' AS table_name, test_buys.test_buy_id AS row_id
FROM evidence
JOIN test_buys ON test_buys.shop_id = evidence.shop_id
WHERE evidence.signal = 'test_buys'
UNION ALL
SELECT evidence.shop_id, evidence.signal, 'authorised_sellers' AS table_name,
    extract_files.file || '#' || CAST(authorised_sellers.source_row AS VARCHAR) AS row_id
FROM evidence
JOIN authorised_sellers ON authorised_sellers.shop_id = evidence.shop_id
JOIN extract_files ON extract_files.source_file = authorised_sellers.source_file
WHERE evidence.signal = 'authorised'
ORDER BY shop_id, signal, table_name, row_id
