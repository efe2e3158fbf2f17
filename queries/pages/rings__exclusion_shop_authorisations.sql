-- For the exclusion test of one ring: what brands authorised these shops for.
-- Grain: one row per shop_id
SELECT
    shop_authorisations.shop_id,
    shop_authorisations.listings,
    shop_authorisations.authorised
FROM shop_authorisations
SEMI JOIN exclusion_shops AS near ON near.shop_id = shop_authorisations.shop_id AND near.ring_id = $ring
ORDER BY shop_authorisations.shop_id
