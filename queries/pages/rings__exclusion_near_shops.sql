-- For the exclusion test of one ring: its people's shops (`is_inside`) and those it deals with.
-- Grain: one row per shop_id
SELECT shop_id, is_inside
FROM exclusion_shops
WHERE ring_id = $ring
ORDER BY shop_id
