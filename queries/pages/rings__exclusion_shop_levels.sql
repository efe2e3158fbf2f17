-- For the exclusion test of one ring: what these shops' own records say.
-- Grain: one row per shop_id, signal
SELECT
    shop_levels.shop_id,
    shop_levels.signal,
    shop_levels.level,
    shop_levels.figure,
    shop_levels.usual,
    shop_levels.support
FROM shop_levels
SEMI JOIN exclusion_shops AS near ON near.shop_id = shop_levels.shop_id AND near.ring_id = $ring
ORDER BY shop_levels.shop_id, shop_levels.signal
