-- Where each of a ring's shops starts its parcels, while the shop was in the ring's hands: what an owner before sent
-- does not count.
-- Grain: one row per ring_id, shop_id, spot_id
WITH people AS (
    SELECT DISTINCT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
)

SELECT
    site_shops.ring_id,
    site_shops.shop_id,
    site_shops.is_supplier,
    shop_spots.spot_id,
    shop_spots.owner_account_id,
    shop_spots.parcels,
    shop_spots.share,
    shop_spots.first_shipped_at,
    shop_spots.last_shipped_at
FROM site_shops
JOIN shop_spots ON shop_spots.shop_id = site_shops.shop_id
JOIN shops ON shops.shop_id = site_shops.shop_id
LEFT JOIN people ON people.ring_id = site_shops.ring_id AND people.account_id = shop_spots.owner_account_id
WHERE
    shop_spots.owner_account_id IS NULL
    OR people.account_id IS NOT NULL
    OR shop_spots.owner_account_id = shops.owner_account_id
ORDER BY site_shops.ring_id, site_shops.shop_id, shop_spots.spot_id
