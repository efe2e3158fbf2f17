-- What one shop is called, and whether it is suspect: what a chip says of a shop that was picked.
-- Grain: one row per shop_id
SELECT shops.shop_id, shops.shop_name, coalesce(shop_scores.suspect, false) AS suspect
FROM shops
LEFT JOIN shop_scores ON shop_scores.shop_id = shops.shop_id
WHERE shops.shop_id = $shop_id
