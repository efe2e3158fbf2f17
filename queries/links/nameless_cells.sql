-- Starts without a written door, counted over all shops by cell of the map, and the fullest of the nine cells around
-- each: what climbs to one cell is one spot, however dense the market.
-- Grain: one row per north, east
WITH cells AS (
    SELECT
        CAST(floor(shop_starts.latitude / origin_scatter.cell_degrees) AS INTEGER) AS north,
        CAST(floor(shop_starts.longitude / origin_scatter.cell_degrees) AS INTEGER) AS east,
        sum(shop_starts.parcels) AS parcels
    FROM shop_starts
    CROSS JOIN origin_scatter
    ANTI JOIN door_places
        ON
            door_places.shop_id = shop_starts.shop_id AND door_places.place_strand = shop_starts.place_strand
            AND door_places.place_mode = shop_starts.place_mode
    WHERE shop_starts.latitude IS NOT NULL
    GROUP BY ALL
)

SELECT cells.north, cells.east, around.north AS up_north, around.east AS up_east
FROM cells
CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
JOIN cells AS around ON around.north = cells.north + up.step AND around.east = cells.east + right_of.step
QUALIFY row_number() OVER (
    PARTITION BY cells.north, cells.east ORDER BY around.parcels DESC, around.north, around.east
) = 1
ORDER BY cells.north, cells.east
