-- Places that a ring's shops share with strangers, shown apart from its sites: how many shops of rings and of others
-- send from there. They prove nothing about the ring, and nothing at all about the others.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: this is the innocent reason itself: warehouses, lockers, campuses and hubs send for anyone.
SELECT
    site_shared.ring_id,
    site_shared.spot_id,
    spots.latitude,
    spots.longitude,
    CASE WHEN spots.latitude IS NOT NULL THEN greatest(500.0, coalesce(spots.radius_m, 0.0)) END AS radius_m,
    spots.adcode,
    spots.address,
    spots.addresses,
    site_spots.parcels AS shipments,
    site_spots.shops,
    site_shared.ring_shops,
    site_shared.strangers,
    site_shared.is_facility,
    site_spots.first_shipped_at,
    site_spots.last_shipped_at
FROM site_shared
JOIN spots ON spots.spot_id = site_shared.spot_id
JOIN site_spots ON site_spots.ring_id = site_shared.ring_id AND site_spots.spot_id = site_shared.spot_id
ORDER BY site_shared.ring_id, site_shared.spot_id
