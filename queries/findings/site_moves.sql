-- The day on which a shop of a ring first sends from a place that the ring has in common: be it one parcel, too few
-- for a start of its own.
-- Grain: one row per ring_id, shop_id
WITH common AS (
    SELECT site_spots.ring_id, site_spots.spot_id, spots.latitude, spots.longitude
    FROM site_spots
    JOIN spots ON spots.spot_id = site_spots.spot_id
    WHERE site_spots.is_common
),

by_place AS (
    SELECT common.ring_id, parcel_origins.shop_id, parcel_origins.shipped_at
    FROM parcel_origins
    JOIN site_shops ON site_shops.shop_id = parcel_origins.shop_id
    JOIN common
        ON
            common.ring_id = site_shops.ring_id
            -- As far as a site's search area goes.
            AND 111320.0 * sqrt(
                pow(parcel_origins.latitude - common.latitude, 2)
                + pow((parcel_origins.longitude - common.longitude) * cos(radians(common.latitude)), 2)
            ) <= 500
),

by_start AS (
    SELECT site_starts.ring_id, site_starts.shop_id, site_starts.first_shipped_at AS shipped_at
    FROM site_starts
    JOIN common ON common.ring_id = site_starts.ring_id AND common.spot_id = site_starts.spot_id
)

SELECT ring_id, shop_id, min(shipped_at) AS first_at
FROM (SELECT * FROM by_place UNION ALL SELECT * FROM by_start)
WHERE shipped_at IS NOT NULL
GROUP BY ring_id, shop_id
ORDER BY ring_id, shop_id
