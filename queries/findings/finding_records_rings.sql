-- The records behind each ring, each of its members, each link between two of its people (`A…|B…`), each candidate for
-- being in charge (`ring|account`): the rows that its people's shared traces were read from. A shop belongs by its owner.
-- Grain: one row per finding, finding_id, table_name, row_id
WITH ours AS (
    SELECT DISTINCT ring_id, account_id, kind, trace FROM ring_ties
),

behind AS (
    SELECT ours.ring_id, ours.account_id, records.table_name, records.row_id
    FROM ours
    JOIN ring_trace_records AS records
        ON
            records.account_id = ours.account_id
            AND records.kind = ours.kind
            AND records.trace = ours.trace
    GROUP BY ours.ring_id, ours.account_id, records.table_name, records.row_id
)

SELECT DISTINCT 'rings' AS finding, ring_id AS finding_id, table_name, row_id
FROM behind
UNION ALL
SELECT 'ring_members' AS finding, ring_id || '|account|' || account_id AS finding_id, table_name, row_id
FROM behind
UNION ALL
SELECT 'ring_members' AS finding, behind.ring_id || '|shop|' || shops.shop_id AS finding_id, behind.table_name,
    behind.row_id
FROM behind
JOIN shops ON shops.owner_account_id = behind.account_id
UNION ALL
SELECT 'principal_candidates' AS finding, ring_id || '|' || account_id AS finding_id, table_name, row_id
FROM behind
UNION ALL
SELECT DISTINCT 'account_links' AS finding,
    least(ties.account_id, ties.other_id) || '|' || greatest(ties.account_id, ties.other_id)
    AS finding_id, records.table_name, records.row_id
FROM ring_ties AS ties
JOIN ring_trace_records AS records
    ON
        records.account_id = ties.account_id
        AND records.kind = ties.kind
        AND records.trace = ties.trace
ORDER BY finding, finding_id, table_name, row_id
