-- The records behind every finding: which rows of which extract it rests on. A row of a table without an id is named by
-- its file and its place in it. Shops by their id, rings by theirs, members as `ring|account|id` and `ring|shop|id`, links
-- as `account|account`, candidates as `ring|account`, purchases upstream as `shop|account`, sites by their id.
-- Grain: one row per finding, finding_id, table_name, row_id
SELECT finding, finding_id, table_name, row_id FROM finding_records_shops
UNION
SELECT finding, finding_id, table_name, row_id FROM finding_records_rings
UNION
SELECT finding, finding_id, table_name, row_id FROM finding_records_supply
ORDER BY finding, finding_id, table_name, row_id
