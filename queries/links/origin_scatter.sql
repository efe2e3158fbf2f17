-- How far scans scatter around a door in this market: the middle distance of parcels from the middle of those of one
-- shop that write one door (or none); and what follows: how wide a cell to count in, how far apart two places are one.
-- Grain: one row
-- Source: median absolute deviation; for scatter normal in both directions it is 1.18 of the deviation in each.
WITH placed AS (
    SELECT shop_id, CASE WHEN is_door THEN door ELSE '' END AS door, latitude, longitude
    FROM parcel_origins
    WHERE latitude IS NOT NULL
),

doors AS (
    SELECT shop_id, door, median(latitude) AS latitude, median(longitude) AS longitude
    FROM placed
    GROUP BY shop_id, door
    -- Of fewer the middle lies on one of them.
    HAVING count(*) >= 5
),

distances AS (
    SELECT
        111320.0 * sqrt(
            pow(placed.latitude - doors.latitude, 2)
            + pow((placed.longitude - doors.longitude) * cos(radians(doors.latitude)), 2)
        ) AS distance_m
    FROM placed
    JOIN doors ON doors.shop_id = placed.shop_id AND doors.door = placed.door
),

-- Farther than a courier's round is another place. With nothing to measure by: fifty metres, by which satellite receivers
-- and map services miss a door between houses.
measured AS (
    SELECT coalesce(median(distance_m), 50.0) AS scatter_m FROM distances WHERE distance_m <= 2000
)

SELECT
    scatter_m,
    -- Three cells a side take in three deviations either way; below 50 m receivers differ, above 250 m doors merge.
    greatest(50.0, least(250.0, 1.7 * scatter_m)) / 111320.0 AS cell_degrees,
    -- Middles of a few scans miss each other by about this much.
    greatest(60.0, least(200.0, 2 * scatter_m)) AS reach_m
FROM measured
