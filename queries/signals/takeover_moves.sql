-- How far a shop's place of dispatch moved when the shop last changed hands: the middle of where its parcels started in
-- the half year before, against everything after; five parcels on both sides.
-- Grain: one row per shop_id
-- Innocent reason: a new owner may lawfully send from where he lives; a warehouse may move.
WITH last_transfers AS (
    SELECT shop_id, max(transferred_at) AS transferred_at
    FROM shop_transfers
    GROUP BY shop_id
),

sent AS (
    SELECT
        parcel_places.shop_id,
        parcel_places.shipped_at >= last_transfers.transferred_at AS is_after,
        parcel_places.origin_latitude,
        parcel_places.origin_longitude
    FROM parcel_places
    JOIN last_transfers ON last_transfers.shop_id = parcel_places.shop_id
    WHERE
        parcel_places.shipped_at >= last_transfers.transferred_at - INTERVAL 180 DAY
        AND parcel_places.origin_latitude IS NOT NULL
),

middles AS (
    SELECT
        shop_id,
        median(origin_latitude) FILTER (WHERE is_after) AS latitude_after,
        median(origin_longitude) FILTER (WHERE is_after) AS longitude_after,
        median(origin_latitude) FILTER (WHERE NOT is_after) AS latitude_before,
        median(origin_longitude) FILTER (WHERE NOT is_after) AS longitude_before
    FROM sent
    GROUP BY shop_id
    HAVING count(*) FILTER (WHERE is_after) >= 5 AND count(*) FILTER (WHERE NOT is_after) >= 5
)

SELECT
    shop_id,
    -- Degrees are enough here: 200 km is about two of them.
    sqrt(
        pow(latitude_after - latitude_before, 2)
        + pow((longitude_after - longitude_before) * cos(radians(latitude_before)), 2)
    ) * 111.2 AS moved_km
FROM middles
ORDER BY shop_id
