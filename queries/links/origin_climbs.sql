-- Where a shop's parcels pile up: each cell climbs to its fullest neighbour, three steps at most; what arrives at one
-- cell is one pile (`mode`).
-- Grain: one row per shop_id, strand, north, east
-- Source: mode seeking by hill climbing on a histogram (K. Fukunaga and L. Hostetler, 1975).
SELECT
    origin_cells.shop_id,
    origin_cells.strand,
    origin_cells.north,
    origin_cells.east,
    origin_cells.parcels,
    third.up_north || ':' || third.up_east AS mode
FROM origin_cells
JOIN origin_cells AS second
    ON
        second.shop_id = origin_cells.shop_id AND second.strand = origin_cells.strand
        AND second.north = origin_cells.up_north AND second.east = origin_cells.up_east
JOIN origin_cells AS third
    ON
        third.shop_id = second.shop_id AND third.strand = second.strand
        AND third.north = second.up_north AND third.east = second.up_east
ORDER BY origin_cells.shop_id, origin_cells.strand, origin_cells.north, origin_cells.east
