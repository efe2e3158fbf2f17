-- The records behind every conclusion on one ring: which rows of which extract each rests on.
-- Grain: one row per finding, finding_id, table_name, row_id
WITH links AS (
    SELECT DISTINCT least(account_id, other_id) || '|' || greatest(account_id, other_id) AS finding_id
    FROM ring_ties
    WHERE ring_id = $ring
)

SELECT
    finding_records.finding,
    finding_records.finding_id,
    finding_records.table_name,
    finding_records.row_id
FROM finding_records
LEFT JOIN links ON finding_records.finding = 'account_links' AND links.finding_id = finding_records.finding_id
LEFT JOIN exclusion_shops
    ON
        finding_records.finding = 'shop_scores' AND exclusion_shops.shop_id = finding_records.finding_id
        AND exclusion_shops.ring_id = $ring AND exclusion_shops.is_inside
WHERE
    links.finding_id IS NOT NULL
    OR exclusion_shops.shop_id IS NOT NULL
    OR (
        finding_records.finding IN ('rings', 'ring_members', 'principal_candidates', 'sites')
        AND starts_with(finding_records.finding_id, $ring)
    )
ORDER BY finding_records.finding, finding_records.finding_id, finding_records.table_name, finding_records.row_id
