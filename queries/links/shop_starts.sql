-- Places from which a shop's parcels start again and again: three parcels on two days at the least, and a tenth of the
-- shop's parcels; a thirtieth where the place is far from any fuller one, a fifth where one is near and no door is
-- written: there it is rather the courier's station.
-- Grain: one row per shop_id, place_strand, place_mode
-- Falls apart by: shop_id (parcel_origins, cell_starts)
-- Innocent reason: a shop may have a second warehouse, or send now and then from home.
WITH piles AS (
    SELECT
        cell_starts.shop_id,
        cell_starts.place_strand,
        cell_starts.place_mode,
        count(*) AS parcels,
        CAST(min(parcel_origins.seen_at) AS DATE) AS first_day,
        CAST(max(parcel_origins.seen_at) AS DATE) AS last_day,
        median(parcel_origins.latitude) AS latitude,
        median(parcel_origins.longitude) AS longitude
    FROM parcel_origins
    JOIN cell_starts
        ON
            cell_starts.shop_id = parcel_origins.shop_id AND cell_starts.strand = parcel_origins.strand
            AND cell_starts.north = parcel_origins.north AND cell_starts.east = parcel_origins.east
    GROUP BY cell_starts.shop_id, cell_starts.place_strand, cell_starts.place_mode
),

shared AS (
    SELECT
        piles.*,
        piles.parcels / CAST(sum(piles.parcels) OVER (PARTITION BY piles.shop_id) AS DOUBLE) AS share
    FROM piles
),

repeated AS (
    SELECT * FROM shared WHERE parcels >= 3 AND last_day > first_day AND share >= 1 / 30.0
),

fuller AS (
    SELECT
        repeated.shop_id,
        repeated.place_strand,
        repeated.place_mode,
        min(111320.0 * sqrt(
            pow(repeated.latitude - larger.latitude, 2)
            + pow((repeated.longitude - larger.longitude) * cos(radians(larger.latitude)), 2)
        )) AS distance_m
    FROM repeated
    JOIN repeated AS larger ON larger.shop_id = repeated.shop_id AND larger.share > repeated.share
    GROUP BY repeated.shop_id, repeated.place_strand, repeated.place_mode
)

SELECT
    repeated.shop_id,
    repeated.place_strand,
    repeated.place_mode,
    repeated.parcels,
    repeated.share,
    repeated.latitude,
    repeated.longitude
FROM repeated
LEFT JOIN fuller
    ON
        fuller.shop_id = repeated.shop_id AND fuller.place_strand = repeated.place_strand
        AND fuller.place_mode = repeated.place_mode
-- A station serves some three kilometres around it; five leave room for one that serves more.
WHERE
    repeated.share >= 0.2
    OR (repeated.share >= 0.1 AND (repeated.place_strand <> '' OR coalesce(fuller.distance_m, 9999) > 3000))
    OR fuller.distance_m > 5000
ORDER BY repeated.shop_id, repeated.place_strand, repeated.place_mode
