-- The cells in which a shop's parcels start, strand by strand, how many lie in the nine cells around each, and the
-- fullest of the nine: a step uphill.
-- Grain: one row per shop_id, strand, north, east
WITH cells AS (
    SELECT shop_id, strand, north, east, count(*) AS parcels
    FROM origin_strands
    GROUP BY shop_id, strand, north, east
),

-- A number for each strand: joins below compare it instead of two texts.
numbered AS (
    SELECT *, dense_rank() OVER (ORDER BY shop_id, strand) AS strand_no
    FROM cells
),

spread AS (
    SELECT
        numbered.strand_no,
        numbered.north + up.step AS north,
        numbered.east + right_of.step AS east,
        numbered.north AS from_north,
        numbered.east AS from_east,
        numbered.parcels
    FROM numbered
    CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
    CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
),

pairs AS (
    SELECT
        numbered.strand_no, numbered.north, numbered.east, numbered.parcels,
        spread.from_north, spread.from_east, spread.parcels AS from_parcels
    FROM numbered
    JOIN spread
        ON
            spread.strand_no = numbered.strand_no
            AND spread.north = numbered.north AND spread.east = numbered.east
),

dense AS (
    SELECT strand_no, north, east, CAST(sum(from_parcels) * 1000 + min(parcels) AS BIGINT) AS density
    FROM pairs
    GROUP BY strand_no, north, east
),

uphill AS (
    SELECT
        pairs.strand_no, pairs.north, pairs.east, pairs.from_north AS up_north, pairs.from_east AS up_east
    FROM pairs
    JOIN dense
        ON
            dense.strand_no = pairs.strand_no
            AND dense.north = pairs.from_north AND dense.east = pairs.from_east
    QUALIFY row_number() OVER (
        PARTITION BY pairs.strand_no, pairs.north, pairs.east
        ORDER BY dense.density DESC, pairs.from_north, pairs.from_east
    ) = 1
)

SELECT
    numbered.shop_id,
    numbered.strand,
    numbered.north,
    numbered.east,
    numbered.parcels,
    uphill.up_north,
    uphill.up_east
FROM numbered
JOIN uphill
    ON
        uphill.strand_no = numbered.strand_no AND uphill.north = numbered.north AND uphill.east = numbered.east
ORDER BY numbered.shop_id, numbered.strand, numbered.north, numbered.east
