-- Shops under one hand with no suspect among them: merchants, families and firms with several shops.
-- Grain: one row per group_id
-- Innocent reason: this is the innocent reason itself: one hand, several shops, nothing suspicious.
SELECT
    group_shops.group_id,
    list(group_shops.shop_id ORDER BY group_shops.shop_id) AS shop_ids
FROM group_shops
JOIN shop_scores ON shop_scores.shop_id = group_shops.shop_id
GROUP BY group_shops.group_id
HAVING count(*) > 1 AND NOT bool_or(shop_scores.suspect)
ORDER BY group_shops.group_id
