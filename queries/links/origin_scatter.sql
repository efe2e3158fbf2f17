-- How far scans scatter around a door in this market: the middle distance of parcels from the middle of those of one
-- shop that write one door (or none); and what follows: how wide a cell to count in, how far apart two places are one.
-- In a large market the parcels of every n-th shop are measured, some two million: a middle holds all that it is of.
-- Grain: one row
-- Source: median absolute deviation; for scatter normal in both directions it is 1.18 of the deviation in each.
WITH shops_in_order AS (
    SELECT
        shop_id,
        row_number() OVER (ORDER BY shop_id) - 1 AS place,
        1 + CAST(floor(sum(count(*)) OVER () / 2000000) AS BIGINT) AS one_in
    FROM parcel_origins
    WHERE latitude IS NOT NULL
    GROUP BY shop_id
),

placed AS (
    SELECT
        parcel_origins.shop_id,
        CASE WHEN parcel_origins.is_door THEN parcel_origins.door ELSE '' END AS door,
        parcel_origins.latitude,
        parcel_origins.longitude
    FROM parcel_origins
    JOIN shops_in_order ON shops_in_order.shop_id = parcel_origins.shop_id
    WHERE parcel_origins.latitude IS NOT NULL AND shops_in_order.place % shops_in_order.one_in = 0
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
