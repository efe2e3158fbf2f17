-- The cells in which a shop's parcels start, strand by strand, how many lie in the nine cells around each, and the
-- fullest of the nine: a step uphill.
-- Grain: one row per shop_id, strand, north, east
WITH cells AS (
    SELECT shop_id, strand, north, east, count(*) AS parcels
    FROM origin_strands
    GROUP BY shop_id, strand, north, east
),

spread AS (
    SELECT
        cells.shop_id,
        cells.strand,
        cells.north + up.step AS north,
        cells.east + right_of.step AS east,
        cells.north AS from_north,
        cells.east AS from_east,
        cells.parcels
    FROM cells
    CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
    CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
),

dense AS (
    SELECT
        cells.shop_id, cells.strand, cells.north, cells.east, cells.parcels,
        sum(spread.parcels) * 1000 + cells.parcels AS density
    FROM cells
    JOIN spread
        ON
            spread.shop_id = cells.shop_id AND spread.strand = cells.strand
            AND spread.north = cells.north AND spread.east = cells.east
    GROUP BY cells.shop_id, cells.strand, cells.north, cells.east, cells.parcels
)

SELECT
    dense.shop_id,
    dense.strand,
    dense.north,
    dense.east,
    dense.parcels,
    around.north AS up_north,
    around.east AS up_east
FROM dense
JOIN spread
    ON
        spread.shop_id = dense.shop_id AND spread.strand = dense.strand
        AND spread.north = dense.north AND spread.east = dense.east
JOIN dense AS around
    ON
        around.shop_id = spread.shop_id AND around.strand = spread.strand
        AND around.north = spread.from_north AND around.east = spread.from_east
QUALIFY row_number() OVER (
    PARTITION BY dense.shop_id, dense.strand, dense.north, dense.east
    ORDER BY around.density DESC, around.north, around.east
) = 1
ORDER BY dense.shop_id, dense.strand, dense.north, dense.east
