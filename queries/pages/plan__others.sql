-- Shops of nobody in the ring that send from within the search area of one of its sites: who would be disturbed. Where a
-- site has no coordinates, those that send from the same door or division. $cleared: shops that were cleared, which
-- are no suspects.
-- Grain: one row per site_id, shop_id
-- Innocent reason: to send parcels from near a site is no offence; most of these shops are innocent.
WITH own AS (
    SELECT DISTINCT member_id AS shop_id FROM ring_members WHERE ring_id = $ring AND member_type = 'shop'
),

near AS (
    SELECT sites.site_id, spots.spot_id
    FROM sites
    JOIN spots
        ON
            spots.spot_id = sites.spot_id
            OR (
                spots.latitude BETWEEN sites.latitude - sites.radius_m / 111320.0
                AND sites.latitude + sites.radius_m / 111320.0
                AND 111320.0 * sqrt(
                    pow(spots.latitude - sites.latitude, 2)
                    + pow((spots.longitude - sites.longitude) * cos(radians(sites.latitude)), 2)
                ) <= sites.radius_m
            )
    WHERE sites.ring_id = $ring
)

SELECT
    near.site_id,
    shop_spots.shop_id,
    shops.shop_name,
    coalesce(shop_scores.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_spots.shop_id), FALSE) AS suspect,
    CAST(sum(shop_spots.parcels) AS BIGINT) AS parcels,
    max(shop_spots.last_shipped_at) AS last_shipped_at
FROM near
JOIN shop_spots ON shop_spots.spot_id = near.spot_id
ANTI JOIN own ON own.shop_id = shop_spots.shop_id
JOIN shops ON shops.shop_id = shop_spots.shop_id
LEFT JOIN shop_scores ON shop_scores.shop_id = shop_spots.shop_id
GROUP BY near.site_id, shop_spots.shop_id, shops.shop_name, shop_scores.suspect
ORDER BY near.site_id, suspect, parcels DESC, shop_spots.shop_id
