-- Single events that shops' findings rest on: complaints, verdicts, transfers, as TABLE/ROW_ID.
-- Grain: one row per shop_id, record
SELECT DISTINCT finding_id AS shop_id, table_name || '/' || row_id AS record
FROM finding_records
WHERE
    finding = 'shop_scores'
    AND table_name IN ('complaints', 'test_buys', 'shop_transfers')
    AND finding_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
ORDER BY shop_id, record
