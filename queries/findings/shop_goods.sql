-- What each shop lists: how much, of how much the price can be judged, and the brand and category it lists most of.
-- Grain: one row per shop_id
WITH listed AS (
    SELECT
        shop_id,
        min(currency) AS currency,
        count(*) AS listings,
        count(*) FILTER (WHERE price_use = 'used') AS priced_listings
    FROM listing_scores
    GROUP BY shop_id
),

main_brands AS (
    SELECT shop_id, brand
    FROM listing_scores
    WHERE brand IS NOT NULL
    GROUP BY shop_id, brand
    QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY count(*) DESC, brand) = 1
),

main_categories AS (
    SELECT shop_id, category
    FROM listing_scores
    WHERE category IS NOT NULL
    GROUP BY shop_id, category
    QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY count(*) DESC, category) = 1
)

SELECT
    listed.shop_id,
    listed.currency,
    listed.listings,
    listed.priced_listings,
    main_brands.brand AS main_brand,
    main_categories.category AS main_category
FROM listed
LEFT JOIN main_brands ON main_brands.shop_id = listed.shop_id
LEFT JOIN main_categories ON main_categories.shop_id = listed.shop_id
ORDER BY listed.shop_id
