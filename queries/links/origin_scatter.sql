-- How far scans scatter around a door in this market: the middle distance of parcels from the middle of those of one
-- shop that write one door (or none); and what follows: how wide a cell to count in, how far apart two places are one.
-- In a large market the parcels of every n-th shop are measured, some two million: a middle holds all that it is of.
-- Grain: one row
-- Source: median absolute deviation; for scatter normal in both directions it is 1.18 of the deviation in each.
WITH located AS (
    SELECT shop_id, origin_address AS address, origin_latitude AS latitude, origin_longitude AS longitude
    FROM shipments
    WHERE shop_id IS NOT NULL AND origin_latitude IS NOT NULL AND origin_longitude IS NOT NULL
    UNION ALL
    -- Most deliveries name the shop of every parcel: then none of this runs.
    SELECT
        parcel_orders.shop_id, shipments.origin_address AS address, shipments.origin_latitude AS latitude,
        shipments.origin_longitude AS longitude
    FROM shipments
    JOIN parcel_orders
        ON parcel_orders.source_file = shipments.source_file AND parcel_orders.source_row = shipments.source_row
    WHERE
        shipments.shop_id IS NULL AND parcel_orders.shop_id IS NOT NULL
        AND shipments.origin_latitude IS NOT NULL AND shipments.origin_longitude IS NOT NULL
),

shops_in_order AS (
    SELECT
        shop_id,
        row_number() OVER (ORDER BY shop_id) - 1 AS place,
        1 + CAST(floor(sum(count(*)) OVER () / 2000000) AS BIGINT) AS one_in
    FROM located
    GROUP BY shop_id
),

placed AS (
    SELECT
        located.shop_id,
        CASE WHEN address_doors.is_door THEN address_doors.door ELSE '' END AS door,
        located.latitude,
        located.longitude
    FROM located
    JOIN shops_in_order ON shops_in_order.shop_id = located.shop_id
    LEFT JOIN address_doors ON address_doors.written_text = located.address
    WHERE shops_in_order.place % shops_in_order.one_in = 0
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
