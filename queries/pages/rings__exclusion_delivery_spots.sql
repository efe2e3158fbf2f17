-- For the exclusion test of one ring: the spots to which its people have their own purchases delivered.
-- Grain: one row per account_id, spot_id
SELECT
    delivery_spots.account_id,
    delivery_spots.spot_id,
    delivery_spots.orders
FROM delivery_spots
SEMI JOIN ring_members AS near
    ON near.member_id = delivery_spots.account_id AND near.member_type = 'account' AND near.ring_id = $ring
ORDER BY delivery_spots.account_id, delivery_spots.spot_id
