-- Orders of a ring's people that were delivered to a spot: the ring's own, and those who hold a shop that starts
-- there.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: people order to where they work, and neighbours take in parcels.
WITH people AS (
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
    UNION
    SELECT ring_id, owner_account_id AS account_id FROM site_starts
)

SELECT people.ring_id, delivery_spots.spot_id, CAST(sum(delivery_spots.orders) AS BIGINT) AS orders
FROM delivery_spots
JOIN people ON people.account_id = delivery_spots.account_id
GROUP BY people.ring_id, delivery_spots.spot_id
ORDER BY people.ring_id, delivery_spots.spot_id
