-- Spots of a ring's shops that strangers share: a facility, or more strangers' shops there than shops of rings.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: this is the innocent reason itself: warehouses, lockers, campuses and hubs send for anyone.
WITH ringed AS (
    SELECT spot_id, count(DISTINCT shop_id) AS shops FROM site_starts GROUP BY spot_id
),

facilities AS (
    SELECT DISTINCT trace AS spot_id FROM trace_users WHERE kind = 'origin' AND is_facility
)

SELECT
    site_spots.ring_id,
    site_spots.spot_id,
    spots.shops - ringed.shops AS strangers,
    ringed.shops AS ring_shops,
    facilities.spot_id IS NOT NULL AS is_facility
FROM site_spots
JOIN spots ON spots.spot_id = site_spots.spot_id
JOIN ringed ON ringed.spot_id = site_spots.spot_id
LEFT JOIN facilities ON facilities.spot_id = site_spots.spot_id
WHERE
    -- A ring's own den may look like a facility while its people are not yet tied; strangers in number make one.
    (facilities.spot_id IS NOT NULL AND spots.shops - ringed.shops >= ringed.shops)
    -- Four strangers and twice as many as the rings' shops: nobody lets so many into a den. Without an address
    -- strangers may be neighbours in a market: where the ring's people log in, the place is theirs too.
    OR (
        spots.shops - ringed.shops >= 4
        AND spots.shops - ringed.shops >= 2 * ringed.shops
        AND (spots.address IS NOT NULL OR site_spots.people_near < 2)
    )
    -- A code alone is a district, not a place.
    OR (spots.latitude IS NULL AND spots.address IS NULL AND spots.shops > ringed.shops)
ORDER BY site_spots.ring_id, site_spots.spot_id
