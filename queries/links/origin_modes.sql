-- The piles of each shop's parcels: how many, and the middle of them.
-- Grain: one row per shop_id, strand, mode
-- Falls apart by: shop_id (origin_climbs, origin_strands)
SELECT
    origin_climbs.shop_id,
    origin_climbs.strand,
    origin_climbs.mode,
    count(*) AS parcels,
    median(origin_strands.latitude) AS latitude,
    median(origin_strands.longitude) AS longitude
FROM origin_climbs
JOIN origin_strands
    ON
        origin_strands.shop_id = origin_climbs.shop_id AND origin_strands.strand = origin_climbs.strand
        AND origin_strands.north = origin_climbs.north AND origin_strands.east = origin_climbs.east
GROUP BY origin_climbs.shop_id, origin_climbs.strand, origin_climbs.mode
ORDER BY origin_climbs.shop_id, origin_climbs.strand, origin_climbs.mode
