-- How many of a shop's listings never show the front of the goods, or cut or blur the mark.
-- Grain: one row per shop_id
-- Innocent reason: poor photographs; unbranded goods without a mark; a rights notice that asks for masking.
-- Off without: has_front_photo or logo_obscured.
SELECT
    shop_id,
    count(*) FILTER (WHERE has_front_photo IS NOT NULL OR logo_obscured IS NOT NULL) AS listings,
    count(*) FILTER (WHERE has_front_photo IS FALSE) AS without_front,
    count(*) FILTER (WHERE logo_obscured) AS obscured,
    count(*) FILTER (WHERE logo_obscured OR has_front_photo IS FALSE) AS flagged
FROM listings
WHERE has_front_photo IS NOT NULL OR logo_obscured IS NOT NULL
GROUP BY shop_id
ORDER BY shop_id
