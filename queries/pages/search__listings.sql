-- Listings whose id begins with the text or whose title, letters made plain, holds it in simplified or traditional
-- characters (`part`, `pattern`); an exact id first, then those of the most suspect shops.
-- Grain: one row per listing_id
WITH meant AS (
    SELECT listing_id, shop_id FROM listings WHERE starts_with(lower(listing_id), $text)
    UNION
    SELECT listing_id, shop_id FROM title_text
    WHERE contains(title, $part) AND ($pattern = '' OR regexp_matches(title, $pattern))
),

-- The few that are told; only their titles as written are looked up.
first AS (
    SELECT meant.listing_id, meant.shop_id, shop_scores.rank, count(*) OVER () AS found
    FROM meant
    LEFT JOIN shop_scores ON shop_scores.shop_id = meant.shop_id
    ORDER BY lower(meant.listing_id) = $text DESC, shop_scores.rank NULLS LAST, meant.listing_id
    LIMIT $most
)

SELECT first.listing_id, first.shop_id, listings.title, shops.shop_name, first.found
FROM first
JOIN listings ON listings.listing_id = first.listing_id
LEFT JOIN shops ON shops.shop_id = first.shop_id
ORDER BY lower(first.listing_id) = $text DESC, first.rank NULLS LAST, first.listing_id
