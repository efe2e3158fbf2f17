-- How many of a shop's branded listings are of brands that list the shop as their own authorised seller.
-- Grain: one row per shop_id
-- Innocent reason: none is needed; authorisation speaks for the shop, though never to nothing.
-- Off without: authorised_sellers.
WITH canonical AS (
    SELECT spelling, brand FROM brand_spellings
),

authorised AS (
    SELECT DISTINCT
        authorised_sellers.shop_id,
        coalesce(canonical.brand, trim(authorised_sellers.brand)) AS brand
    FROM authorised_sellers
    LEFT JOIN canonical ON canonical.spelling = authorised_sellers.brand
    -- In force at the last sale; where nothing was sold, the list counts as it stands.
    LEFT JOIN (SELECT max(ordered_at) AS ended_at FROM orders) AS data_end ON TRUE
    WHERE
        coalesce(authorised_sellers.valid_to >= data_end.ended_at, TRUE)
        AND coalesce(authorised_sellers.valid_from <= data_end.ended_at, TRUE)
)

SELECT
    listings.shop_id,
    count(*) AS listings,
    count(authorised.brand) AS authorised
FROM listings
JOIN listing_text ON listing_text.listing_id = listings.listing_id
LEFT JOIN authorised
    ON authorised.shop_id = listings.shop_id AND authorised.brand = listing_text.goods_brand
WHERE listing_text.goods_brand IS NOT NULL
GROUP BY listings.shop_id
HAVING count(authorised.brand) > 0
ORDER BY listings.shop_id
