-- Shops whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH repeated_ids AS (
    SELECT shop_id
    FROM raw.shops
    WHERE shop_id IS NOT NULL
    GROUP BY shop_id
    HAVING count(*) > 1
)

SELECT
    delivered.shop_id, delivered.shop_name, delivered.owner_account_id, delivered.registered_adcode,
    delivered.registered_region, delivered.opened_at, delivered.observed_at, delivered.source_file,
    delivered.source_row
FROM raw.shops AS delivered
SEMI JOIN repeated_ids USING (shop_id)
