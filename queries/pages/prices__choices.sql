-- Brands and categories to filter by, those with most listings of suspect shops first.
-- Grain: one row per brand, category
WITH price_steps AS (
    SELECT * FROM price_steps
)

SELECT
    brand,
    category,
    CAST(sum(listings) AS BIGINT) AS listings,
    CAST(coalesce(sum(listings) FILTER (WHERE suspect), 0) AS BIGINT) AS suspect_listings
FROM price_steps
GROUP BY brand, category
ORDER BY suspect_listings DESC, listings DESC, brand, category
