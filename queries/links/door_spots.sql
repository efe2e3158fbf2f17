-- Doors of the market, and which of them are one though no shop writes both: same house number, within reach.
-- Grain: one row per door
WITH doors AS (
    SELECT
        door,
        regexp_extract(split_part(door, '@', 1), '([0-9]+)$', 1) AS number,
        CAST(sum(parcels) AS BIGINT) AS parcels,
        median(latitude) AS latitude,
        median(longitude) AS longitude
    FROM door_places
    GROUP BY door
),

celled AS (
    SELECT
        doors.*,
        origin_scatter.reach_m,
        CAST(floor(latitude * 111320.0 / origin_scatter.reach_m) AS INTEGER) AS north,
        CAST(floor(longitude * 111320.0 / origin_scatter.reach_m) AS INTEGER) AS east
    FROM doors
    CROSS JOIN origin_scatter
),

spread AS (
    SELECT celled.*, celled.north + up.step AS near_north, celled.east + right_of.step AS near_east
    FROM celled
    CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
    CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
    WHERE celled.number <> ''
),

larger AS (
    SELECT celled.door, spread.door AS to_door
    FROM celled
    JOIN spread
        ON
            spread.near_north = celled.north AND spread.near_east = celled.east AND spread.number = celled.number
            AND (spread.parcels > celled.parcels OR (spread.parcels = celled.parcels AND spread.door < celled.door))
    WHERE
        111320.0 * sqrt(
            pow(celled.latitude - spread.latitude, 2)
            + pow((celled.longitude - spread.longitude) * cos(radians(spread.latitude)), 2)
        ) <= celled.reach_m
    QUALIFY row_number() OVER (PARTITION BY celled.door ORDER BY spread.parcels DESC, spread.door) = 1
)

SELECT
    celled.door,
    coalesce(larger.to_door, celled.door) AS spot_door,
    celled.parcels,
    celled.latitude,
    celled.longitude,
    celled.north,
    celled.east
FROM celled
LEFT JOIN larger ON larger.door = celled.door
ORDER BY celled.door
