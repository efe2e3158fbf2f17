-- Authorised sellers that may have been delivered more than once: rows that share shop_id and brand with another.
-- Grain: one row per source_file, source_row
WITH shared AS (
    SELECT shop_id, brand
    FROM raw.authorised_sellers
    GROUP BY shop_id, brand
    HAVING count(*) > 1
)

SELECT
    delivered.shop_id, delivered.brand, delivered.valid_from, delivered.valid_to, delivered.observed_at,
    delivered.source_file, delivered.source_row
FROM raw.authorised_sellers AS delivered
SEMI JOIN shared USING (shop_id, brand)
