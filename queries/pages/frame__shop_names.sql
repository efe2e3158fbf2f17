-- Shops that alone bear their name: whose pseudonym stands for the name where no id stands beside it.
-- Grain: one row per shop_name
WITH shops AS (
    SELECT shop_id, shop_name FROM shops
)

SELECT shop_name, min(shop_id) AS shop_id
FROM shops
WHERE shop_name IS NOT NULL
GROUP BY shop_name
HAVING count(*) = 1
ORDER BY shop_name
