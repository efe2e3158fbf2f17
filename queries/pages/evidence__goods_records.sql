-- The rows on some shops' goods: each listing they have or have sold of, every observation of it, and the
-- reference prices of its brand and category that it could be compared with.
-- Grain: one row per table_name, source_file, source_row
WITH of_shops AS (
    SELECT DISTINCT unnest(CAST($shops AS VARCHAR[])) AS shop_id
),

of_rings AS (
    SELECT DISTINCT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

ids AS (
    SELECT listings.listing_id FROM listings SEMI JOIN of_shops ON of_shops.shop_id = listings.shop_id
    UNION
    SELECT orders.listing_id
    FROM orders
    JOIN ring_lines ON ring_lines.order_line_id = orders.order_line_id AND ring_lines.shop_id = orders.shop_id
    SEMI JOIN of_rings ON of_rings.ring_id = ring_lines.ring_id
),

goods AS (
    SELECT listing_scores.brand, listing_scores.category
    FROM listing_scores
    SEMI JOIN ids ON ids.listing_id = listing_scores.listing_id
    GROUP BY listing_scores.brand, listing_scores.category
)

SELECT 'listings' AS table_name, listings.listing_id AS row_id, listings.source_file, listings.source_row
FROM listings
SEMI JOIN ids ON ids.listing_id = listings.listing_id
UNION
SELECT 'listings' AS table_name, repeated.listing_id AS row_id, repeated.source_file, repeated.source_row
FROM repeated_listings AS repeated
SEMI JOIN ids ON ids.listing_id = repeated.listing_id
UNION
SELECT 'reference_prices' AS table_name,
    extract_files.file || '#' || CAST(reference_prices.source_row AS VARCHAR) AS row_id,
    reference_prices.source_file, reference_prices.source_row
FROM reference_prices
JOIN extract_files ON extract_files.source_file = reference_prices.source_file
SEMI JOIN goods ON goods.brand = reference_prices.brand AND goods.category = reference_prices.category
ORDER BY table_name, source_file, source_row
