-- How many of a shop's listings say something that makes a low price honest. A shop whose trade is second-hand goods,
-- clearance, samples, children's sizes or parts says so in many of its listings, if not in all.
-- Grain: one row per shop_id
-- Innocent reason: the words are one themselves; and they are free to anyone.
SELECT
    listings.shop_id,
    count(*) FILTER (
        WHERE listing_text.is_second_hand OR listing_text.is_outlet OR listing_text.is_parallel_import
        OR listing_text.is_kids OR listing_text.is_fits OR listing_text.is_single_unit
    ) / CAST(count(*) AS DOUBLE) AS worded_share
FROM listings
JOIN listing_text ON listing_text.listing_id = listings.listing_id
GROUP BY listings.shop_id
ORDER BY listings.shop_id
