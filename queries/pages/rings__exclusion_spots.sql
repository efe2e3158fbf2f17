-- For the exclusion test of one ring: the spots that these shops send from.
-- Grain: one row per spot_id
SELECT
    spots.spot_id,
    spots.latitude,
    spots.longitude,
    spots.radius_m,
    spots.adcode,
    spots.address,
    spots.addresses,
    spots.shops,
    spots.parcels,
    spots.first_shipped_at,
    spots.last_shipped_at
FROM spots
SEMI JOIN (
    SELECT shop_spots.spot_id
    FROM shop_spots
    JOIN exclusion_shops ON exclusion_shops.shop_id = shop_spots.shop_id AND exclusion_shops.ring_id = $ring
) AS near ON near.spot_id = spots.spot_id
ORDER BY spots.spot_id
