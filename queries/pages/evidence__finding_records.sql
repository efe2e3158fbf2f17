-- The records behind the findings on some shops, rings and accounts: which rows of which extract each rests on.
-- `supplier_shops`: shops outside a ring that are named with it.
-- Grain: one row per finding, finding_id, table_name, row_id
WITH of_shops AS (
    SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id
    UNION
    SELECT unnest(CAST($supplier_shops AS VARCHAR[])) AS shop_id
),

of_rings AS (
    SELECT DISTINCT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

of_accounts AS (
    SELECT DISTINCT unnest(CAST($accounts AS VARCHAR[])) AS account_id
),

found AS (
    SELECT 'shop_scores' AS finding, shop_id AS finding_id FROM of_shops
    UNION
    SELECT 'rings' AS finding, ring_id AS finding_id FROM of_rings
    UNION
    SELECT 'sites' AS finding, sites.site_id AS finding_id
    FROM sites
    JOIN of_rings ON of_rings.ring_id = sites.ring_id
    UNION
    SELECT 'ring_members' AS finding, ring_members.ring_id || '|' || member_type || '|' || member_id AS finding_id
    FROM ring_members
    JOIN of_rings ON of_rings.ring_id = ring_members.ring_id
    UNION
    SELECT 'principal_candidates' AS finding, principal_candidates.ring_id || '|' || account_id AS finding_id
    FROM principal_candidates
    JOIN of_rings ON of_rings.ring_id = principal_candidates.ring_id
    UNION
    SELECT 'account_links' AS finding, account_id_a || '|' || account_id_b AS finding_id
    FROM account_links
    WHERE
        account_id_a IN (SELECT account_id FROM of_accounts)
        AND account_id_b IN (SELECT account_id FROM of_accounts)
    UNION
    SELECT 'supply_edges' AS finding, supplier_shop_id || '|' || reseller_account_id AS finding_id
    FROM supply_edges
    WHERE
        ring_id IN (SELECT ring_id FROM of_rings)
        OR (
            supplier_shop_id IN (SELECT shop_id FROM of_shops)
            AND reseller_account_id IN (SELECT account_id FROM of_accounts)
        )
)

SELECT finding_records.finding, finding_records.finding_id, finding_records.table_name, finding_records.row_id
FROM finding_records
JOIN found ON found.finding = finding_records.finding AND found.finding_id = finding_records.finding_id
ORDER BY finding_records.finding, finding_records.finding_id, finding_records.table_name, finding_records.row_id
