-- Listings in force: sound rows, of each id the latest observation.
-- Grain: one row per listing_id
SELECT
    delivered.listing_id,
    delivered.shop_id,
    delivered.price,
    delivered.title,
    nullif(trim(delivered.category), '') AS category,
    nullif(trim(delivered.brand), '') AS brand,
    nullif(trim(delivered.product), '') AS product,
    delivered.description,
    coalesce(nullif(upper(trim(delivered.currency)), ''), 'CNY') AS currency,
    delivered.has_front_photo,
    delivered.logo_obscured,
    delivered.photo_flag_source,
    delivered.photo_path,
    delivered.listed_at,
    delivered.observed_at,
    delivered.source_file,
    delivered.source_row
FROM raw.listings AS delivered
ANTI JOIN bad_listings USING (source_file, source_row)
ANTI JOIN superseded_listings USING (source_file, source_row)
ORDER BY delivered.shop_id, delivered.listing_id
