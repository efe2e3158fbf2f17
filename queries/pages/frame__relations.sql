-- Every relation that the scan laid down: what lacks one was written by another version.
-- Grain: one row per relation
SELECT table_name AS relation
FROM information_schema.tables
WHERE table_catalog = current_database()
ORDER BY table_name
