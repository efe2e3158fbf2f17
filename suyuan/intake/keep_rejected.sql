-- The rows of one file that were kept out, whole and as delivered, into rejected_rows.
-- JSON has no word for NaN and infinity: they are kept as text. What Hive folders say is a part of their rows.
INSERT INTO rejected_rows
WITH delivered AS (
    SELECT
        file_row_number AS source_row,
        regexp_replace(
            CAST(to_json(kept) AS VARCHAR), '([^\\]":)(NaN|-?Infinity)([,}])', '\1"\2"\3', 'g'
        ) AS whole
    FROM read_parquet($path, hive_partitioning = false) AS kept
)

SELECT
    bad_rows.table_name,
    bad_rows.reason,
    bad_rows.source_file,
    bad_rows.source_row,
    CASE
        WHEN $folders = '{}' THEN delivered.whole
        ELSE CAST(json_merge_patch(CAST(delivered.whole AS JSON), CAST($folders AS JSON)) AS VARCHAR)
    END AS "row"
FROM delivered
JOIN bad_rows ON delivered.source_row = bad_rows.source_row AND bad_rows.source_file = $number
ORDER BY bad_rows.source_row
