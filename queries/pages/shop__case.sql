-- One shop at a glance: the same row from which the queue is made.
-- Grain: one row per shop_id
SELECT *
FROM shop_cases
WHERE shop_id = $shop_id
