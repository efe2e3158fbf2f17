-- Accounts that own a suspect shop.
-- Grain: one row per account_id
-- Innocent reason: who sold or rented out a shop may stay its owner in name.
SELECT shops.owner_account_id AS account_id, count(*) AS shops
FROM shops
JOIN shop_scores ON shop_scores.shop_id = shops.shop_id AND shop_scores.suspect
WHERE shops.owner_account_id IS NOT NULL
GROUP BY shops.owner_account_id
ORDER BY shops.owner_account_id
