-- The cells in which a shop's parcels start, strand by strand, how many lie in the nine cells around each, and the
-- fullest of the nine: a step uphill.
-- Grain: one row per shop_id, strand, north, east
WITH cells AS (
    SELECT shop_id, strand, north, east, count(*) AS parcels
    FROM parcel_origins
    GROUP BY shop_id, strand, north, east
),

-- A number for each strand: joins below compare it instead of two texts.
numbered AS (
    SELECT *, dense_rank() OVER (ORDER BY shop_id, strand) AS strand_no
    FROM cells
),

steps AS (
    SELECT * FROM (
        VALUES (0, -1, -1), (1, -1, 0), (2, -1, 1), (3, 0, -1), (4, 0, 0), (5, 0, 1), (6, 1, -1), (7, 1, 0), (8, 1, 1)
    ) AS step(place, up, to_the_right)
),

-- Each cell as its neighbours see it.
spread AS (
    SELECT
        numbered.strand_no,
        numbered.north - steps.up AS north,
        numbered.east - steps.to_the_right AS east,
        numbered.north AS from_north,
        numbered.east AS from_east,
        numbered.parcels,
        steps.place
    FROM numbered
    CROSS JOIN steps
),

pairs AS (
    SELECT
        numbered.strand_no, numbered.north, numbered.east, numbered.parcels,
        spread.from_north, spread.from_east, spread.place, spread.parcels AS from_parcels
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

-- The densest of the nine, of equals the first: in one number, since the largest number is found in passing.
uphill AS (
    SELECT pairs.strand_no, pairs.north, pairs.east, 8 - max(dense.density * 9 + 8 - pairs.place) % 9 AS place
    FROM pairs
    JOIN dense
        ON dense.strand_no = pairs.strand_no AND dense.north = pairs.from_north AND dense.east = pairs.from_east
    GROUP BY pairs.strand_no, pairs.north, pairs.east
)

SELECT
    numbered.shop_id,
    numbered.strand,
    numbered.north,
    numbered.east,
    numbered.parcels,
    numbered.north + steps.up AS up_north,
    numbered.east + steps.to_the_right AS up_east
FROM numbered
JOIN uphill
    ON
        uphill.strand_no = numbered.strand_no AND uphill.north = numbered.north AND uphill.east = numbered.east
JOIN steps ON steps.place = uphill.place
ORDER BY numbered.shop_id, numbered.strand, numbered.north, numbered.east
