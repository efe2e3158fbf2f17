-- The wanted rows of one delivered file, every column as it was delivered, in the file's order.
SELECT
    wanted.source_row AS suyuan_wanted_row,
    wanted.row_id AS suyuan_wanted_id,
    delivered.*
FROM read_parquet($path, hive_partitioning = false) AS delivered
JOIN wanted ON wanted.source_row = delivered.file_row_number
ORDER BY wanted.source_row
