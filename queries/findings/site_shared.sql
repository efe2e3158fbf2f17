-- Spots of a ring's shops that strangers share: as many shops there or more that are in no ring and no suspects as the
-- ring's own, and four of them, or a shared facility; or a single one where nobody of the ring logs in near: then it may
-- be his own door. Other rings' shops are no strangers: a plant may supply several.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: this is the innocent reason itself: warehouses, lockers, campuses and hubs send for anyone.
WITH ringed AS (
    SELECT DISTINCT shop_id FROM site_shops
),

here AS (
    SELECT
        shop_spots.spot_id,
        count(*) FILTER (WHERE ringed.shop_id IS NOT NULL) AS ring_shops,
        count(*) FILTER (WHERE ringed.shop_id IS NULL AND NOT coalesce(shop_scores.suspect, FALSE)) AS strangers
    FROM shop_spots
    LEFT JOIN ringed ON ringed.shop_id = shop_spots.shop_id
    LEFT JOIN shop_scores ON shop_scores.shop_id = shop_spots.shop_id
    GROUP BY shop_spots.spot_id
),

facilities AS (
    SELECT DISTINCT trace AS spot_id FROM trace_users WHERE kind = 'origin' AND is_facility
),

-- Where a supplier mainly sends from, honest shops may have their parcels sent too.
mainly AS (
    SELECT DISTINCT ring_id, spot_id FROM site_starts WHERE is_supplier AND share * 2 >= 1
)

SELECT
    site_spots.ring_id,
    site_spots.spot_id,
    here.strangers,
    here.ring_shops,
    facilities.spot_id IS NOT NULL AS is_facility
FROM site_spots
JOIN spots ON spots.spot_id = site_spots.spot_id
JOIN here ON here.spot_id = site_spots.spot_id
LEFT JOIN facilities ON facilities.spot_id = site_spots.spot_id
LEFT JOIN mainly ON mainly.ring_id = site_spots.ring_id AND mainly.spot_id = site_spots.spot_id
WHERE
    (
        here.strangers >= site_spots.shops
        -- Fewer than four may be the ring's own shops that nothing ties to it yet.
        AND (here.strangers >= 4 OR facilities.spot_id IS NOT NULL)
        -- Without an address strangers may be neighbours in a market: where the ring's people log in, it is theirs too.
        AND (spots.address IS NOT NULL OR site_spots.people_near < 2)
    )
    OR (here.strangers > 0 AND site_spots.people_near = 0 AND mainly.spot_id IS NULL)
    -- A code alone is a district, not a place.
    OR (spots.latitude IS NULL AND spots.address IS NULL AND here.strangers > 0)
ORDER BY site_spots.ring_id, site_spots.spot_id
