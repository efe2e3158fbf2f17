-- For the exclusion test of one ring: what the laboratory said of these shops.
-- Grain: one row per shop_id
SELECT
    verdicts.shop_id,
    verdicts.level,
    verdicts.figure,
    verdicts.weight,
    verdicts.innocent_reading
FROM verdicts
SEMI JOIN exclusion_shops AS near ON near.shop_id = verdicts.shop_id AND near.ring_id = $ring
ORDER BY verdicts.shop_id
