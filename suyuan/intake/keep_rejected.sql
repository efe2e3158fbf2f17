-- The rows of one file that were kept out, whole and as delivered, into rejected_rows.
-- JSON has no word for NaN and infinity: they are kept as text.
INSERT INTO rejected_rows
SELECT
    bad_rows.table_name,
    bad_rows.reason,
    bad_rows.source_file,
    bad_rows.source_row,
    regexp_replace(delivered.whole, '([^\\]":)(NaN|-?Infinity)([,}])', '\1"\2"\3', 'g') AS "row"
FROM (
    SELECT file_row_number AS source_row, CAST(to_json(kept) AS VARCHAR) AS whole
    FROM read_parquet($path, hive_partitioning = $hive, hive_types_autocast = false) AS kept
) AS delivered
JOIN bad_rows ON delivered.source_row = bad_rows.source_row AND bad_rows.source_file = $number
ORDER BY bad_rows.source_row
