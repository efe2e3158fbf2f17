-- Listings that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, price_not_positive, unknown_shop, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        listing_id, shop_id, price, source_file, source_row
    FROM raw.listings
),

versions AS (
    SELECT DISTINCT
        listing_id, shop_id, price, title, category, brand, product, description, currency,
        has_front_photo, logo_obscured, photo_flag_source, photo_path, listed_at, observed_at
    FROM repeated_listings
),

contradictions AS (
    SELECT listing_id, observed_at
    FROM versions
    GROUP BY listing_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_listings AS repeated
    JOIN contradictions
        ON
            repeated.listing_id = contradictions.listing_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.listing_id, '') = ''
                OR coalesce(delivered.shop_id, '') = ''
                THEN 'null_id'
            WHEN delivered.price IS NULL THEN 'missing_value'
            WHEN delivered.price <= 0 THEN 'price_not_positive'
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
