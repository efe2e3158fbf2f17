-- The records behind every suspect: which rows of which extract its case rests on.
-- Grain: one row per finding, finding_id, table_name, row_id
SELECT DISTINCT
    'shop_scores' AS finding,
    signal_records.shop_id AS finding_id,
    signal_records.table_name,
    signal_records.row_id
FROM signal_records
JOIN shop_scores ON shop_scores.shop_id = signal_records.shop_id AND shop_scores.suspect
ORDER BY finding_id, table_name, row_id
