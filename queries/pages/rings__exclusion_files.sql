-- The names of the extracts' files, by which rows without an id are named.
-- Grain: one row per source_file
SELECT source_file, file, table_name
FROM extract_files
ORDER BY source_file
