-- For the exclusion test of one ring: its shops, those it deals with and their owners.
-- Grain: one row per shop_id
SELECT
    shops.shop_id,
    shops.shop_name,
    shops.owner_account_id,
    shops.registered_adcode,
    shops.registered_region,
    shops.opened_at,
    shops.observed_at,
    shops.source_file,
    shops.source_row
FROM shops
SEMI JOIN exclusion_shops AS near ON near.shop_id = shops.shop_id AND near.ring_id = $ring
ORDER BY shops.shop_id
