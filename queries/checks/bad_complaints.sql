-- Complaints that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, unknown_shop, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        complaint_id, shop_id, complained_at, source_file, source_row
    FROM raw.complaints
),

versions AS (
    SELECT DISTINCT
        complaint_id, shop_id, complained_at, reason, order_id, listing_id, complainant_account_id,
        text, observed_at
    FROM repeated_complaints
),

contradictions AS (
    SELECT complaint_id, observed_at
    FROM versions
    GROUP BY complaint_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_complaints AS repeated
    JOIN contradictions
        ON
            repeated.complaint_id = contradictions.complaint_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.complaint_id, '') = ''
                OR coalesce(delivered.shop_id, '') = ''
                THEN 'null_id'
            WHEN delivered.complained_at IS NULL THEN 'missing_value'
            WHEN shops.shop_id IS NULL THEN 'unknown_shop'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN shops ON delivered.shop_id = shops.shop_id
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
