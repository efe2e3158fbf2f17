-- Brands and categories to filter by, those with most listings of suspect shops first.
-- Grain: one row per brand, category
WITH listing_prices AS (
    SELECT * FROM listing_prices
)

SELECT
    brand,
    category,
    count(*) AS listings,
    count(*) FILTER (WHERE suspect) AS suspect_listings
FROM listing_prices
GROUP BY brand, category
ORDER BY suspect_listings DESC, listings DESC, brand, category
