-- Shop transfers that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, unknown_shop.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        shop_id, to_account_id, transferred_at, source_file, source_row
    FROM raw.shop_transfers
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.shop_id, '') = ''
                OR coalesce(delivered.to_account_id, '') = ''
                THEN 'null_id'
            WHEN delivered.transferred_at IS NULL THEN 'missing_value'
            WHEN shops.shop_id IS NULL THEN 'unknown_shop'
        END AS reason
    FROM delivered
    LEFT JOIN shops ON delivered.shop_id = shops.shop_id
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
