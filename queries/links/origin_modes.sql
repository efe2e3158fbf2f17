-- The piles of each shop's parcels: how many, and the middle of them.
-- Grain: one row per shop_id, strand, mode
-- Falls apart by: shop_id (origin_climbs, parcel_origins)
SELECT
    origin_climbs.shop_id,
    origin_climbs.strand,
    origin_climbs.mode,
    count(*) AS parcels,
    median(parcel_origins.latitude) AS latitude,
    median(parcel_origins.longitude) AS longitude
FROM origin_climbs
JOIN parcel_origins
    ON
        parcel_origins.shop_id = origin_climbs.shop_id AND parcel_origins.strand = origin_climbs.strand
        AND parcel_origins.north = origin_climbs.north AND parcel_origins.east = origin_climbs.east
GROUP BY origin_climbs.shop_id, origin_climbs.strand, origin_climbs.mode
ORDER BY origin_climbs.shop_id, origin_climbs.strand, origin_climbs.mode
