-- The records behind every finding: which rows of which extract it rests on. A row of a table without an id is named by
-- its file and its place in it. Shops by their id, rings by theirs, members as `ring|account|id` and `ring|shop|id`, links
-- as `account|account`, candidates as `ring|account`, purchases upstream as `shop|account`, sites by their id.
-- Grain: one row per finding, finding_id, table_name, row_id
-- Falls apart by: finding_id (finding_records_shops, finding_records_supply, finding_records_rings)
SELECT finding, finding_id, table_name, row_id FROM finding_records_shops
UNION ALL
SELECT finding, finding_id, table_name, row_id FROM finding_records_supply
UNION ALL
-- A purchase can make a member in both ways; no other record stands twice.
SELECT rings.finding, rings.finding_id, rings.table_name, rings.row_id
FROM finding_records_rings AS rings
ANTI JOIN finding_records_supply AS supply
    ON
        supply.finding = rings.finding
        AND supply.finding_id = rings.finding_id
        AND supply.table_name = rings.table_name
        AND supply.row_id = rings.row_id
ORDER BY finding, finding_id, table_name, row_id
