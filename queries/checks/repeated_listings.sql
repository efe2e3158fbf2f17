-- Listings whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH repeated_ids AS (
    SELECT listing_id
    FROM raw.listings
    WHERE listing_id IS NOT NULL
    GROUP BY listing_id
    HAVING count(*) > 1
)

SELECT
    delivered.listing_id, delivered.shop_id, delivered.price, delivered.title, delivered.category,
    delivered.brand, delivered.product, delivered.description, delivered.currency,
    delivered.has_front_photo, delivered.logo_obscured, delivered.photo_flag_source,
    delivered.photo_path, delivered.listed_at, delivered.observed_at, delivered.source_file,
    delivered.source_row
FROM raw.listings AS delivered
SEMI JOIN repeated_ids USING (listing_id)
