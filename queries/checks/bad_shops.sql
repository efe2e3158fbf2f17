-- Shops that break a rule, each with the first rule it breaks, in this order:
-- null_id, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        shop_id, source_file, source_row
    FROM raw.shops
),

versions AS (
    SELECT DISTINCT
        shop_id, shop_name, owner_account_id, registered_adcode, registered_region, opened_at,
        observed_at
    FROM repeated_shops
),

contradictions AS (
    SELECT shop_id, observed_at
    FROM versions
    GROUP BY shop_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_shops AS repeated
    JOIN contradictions
        ON
            repeated.shop_id = contradictions.shop_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.shop_id, '') = '' THEN 'null_id'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
