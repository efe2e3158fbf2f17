-- The spot of each shop's repeated start: its door's; without a door the nearest door's within reach, else the cell of
-- the map where such starts pile up. `spot_id` is made of the place alone, so that it survives more data.
-- Grain: one row per shop_id, place_strand, place_mode
WITH nameless AS (
    SELECT
        shop_starts.shop_id, shop_starts.place_strand, shop_starts.place_mode,
        shop_starts.latitude, shop_starts.longitude, origin_scatter.reach_m,
        CAST(floor(shop_starts.latitude / origin_scatter.cell_degrees) AS INTEGER) AS north,
        CAST(floor(shop_starts.longitude / origin_scatter.cell_degrees) AS INTEGER) AS east,
        CAST(floor(shop_starts.latitude * 111320.0 / origin_scatter.reach_m) AS INTEGER) AS reach_north,
        CAST(floor(shop_starts.longitude * 111320.0 / origin_scatter.reach_m) AS INTEGER) AS reach_east
    FROM shop_starts
    CROSS JOIN origin_scatter
    ANTI JOIN door_places
        ON
            door_places.shop_id = shop_starts.shop_id AND door_places.place_strand = shop_starts.place_strand
            AND door_places.place_mode = shop_starts.place_mode
),

beside_doors AS (
    SELECT nameless.shop_id, nameless.place_strand, nameless.place_mode, door_spots.spot_door
    FROM nameless
    CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
    CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
    JOIN door_spots
        ON
            door_spots.north = nameless.reach_north + up.step AND door_spots.east = nameless.reach_east + right_of.step
            AND 111320.0 * sqrt(
                pow(nameless.latitude - door_spots.latitude, 2)
                + pow((nameless.longitude - door_spots.longitude) * cos(radians(door_spots.latitude)), 2)
            ) <= nameless.reach_m
    QUALIFY row_number() OVER (
        PARTITION BY nameless.shop_id, nameless.place_strand, nameless.place_mode
        ORDER BY
            pow(nameless.latitude - door_spots.latitude, 2) + pow(nameless.longitude - door_spots.longitude, 2),
            door_spots.door
    ) = 1
),

keyed AS (
    SELECT door_places.shop_id, door_places.place_strand, door_places.place_mode, door_spots.spot_door AS spot_key
    FROM door_places
    JOIN door_spots ON door_spots.door = door_places.door
    UNION ALL
    SELECT
        nameless.shop_id,
        nameless.place_strand,
        nameless.place_mode,
        coalesce(beside_doors.spot_door, 'cell|' || second.up_north || ':' || second.up_east, nameless.place_strand)
            AS spot_key
    FROM nameless
    LEFT JOIN beside_doors
        ON
            beside_doors.shop_id = nameless.shop_id AND beside_doors.place_strand = nameless.place_strand
            AND beside_doors.place_mode = nameless.place_mode
    LEFT JOIN nameless_cells AS first ON first.north = nameless.north AND first.east = nameless.east
    LEFT JOIN nameless_cells AS second ON second.north = first.up_north AND second.east = first.up_east
)

SELECT shop_id, place_strand, place_mode, 'P' || left(md5(spot_key), 10) AS spot_id, spot_key
FROM keyed
ORDER BY shop_id, place_strand, place_mode
