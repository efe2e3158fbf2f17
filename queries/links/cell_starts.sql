-- Where the parcels of each cell start: the place of their shop that the cell's pile belongs to.
-- Grain: one row per shop_id, strand, north, east
SELECT
    origin_climbs.shop_id,
    origin_climbs.strand,
    origin_climbs.north,
    origin_climbs.east,
    origin_climbs.parcels,
    shop_modes.place_strand,
    shop_modes.place_mode
FROM origin_climbs
JOIN shop_modes
    ON
        shop_modes.shop_id = origin_climbs.shop_id AND shop_modes.strand = origin_climbs.strand
        AND shop_modes.mode = origin_climbs.mode
ORDER BY origin_climbs.shop_id, origin_climbs.strand, origin_climbs.north, origin_climbs.east
