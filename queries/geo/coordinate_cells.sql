-- Coordinates of parcels to a thousandth of a degree (about 100 m), and the hexagon of the map that each falls into at
-- three sizes: pointy-top, in Web Mercator, edges of 60, 15 and 3 km there; axial numbers by rounding cubes.
-- Grain: one row per latitude_milli and longitude_milli
WITH written AS (
    SELECT origin_latitude AS latitude, origin_longitude AS longitude FROM shipments
    UNION ALL
    SELECT destination_latitude AS latitude, destination_longitude AS longitude FROM shipments
    UNION ALL
    SELECT latitude, longitude FROM places
    UNION ALL
    SELECT latitude, longitude FROM text_places
),

points AS (
    SELECT DISTINCT
        CAST(round(latitude * 1000) AS INTEGER) AS latitude_milli,
        CAST(round(longitude * 1000) AS INTEGER) AS longitude_milli
    FROM written
    -- Web Mercator ends at 85 degrees.
    WHERE latitude BETWEEN -85 AND 85 AND longitude BETWEEN -180 AND 180
),

projected AS (
    SELECT
        latitude_milli,
        longitude_milli,
        6378137.0 * radians(longitude_milli / 1000.0) AS x,
        6378137.0 * ln(tan(radians(45 + latitude_milli / 2000.0))) AS y
    FROM points
),

axial AS (
    SELECT
        projected.latitude_milli,
        projected.longitude_milli,
        sizes.resolution,
        (sqrt(3.0) / 3 * projected.x - projected.y / 3) / sizes.edge_m AS q,
        (projected.y * 2 / 3) / sizes.edge_m AS r
    FROM projected
    CROSS JOIN (VALUES (1, 60000.0), (2, 15000.0), (3, 3000.0)) AS sizes(resolution, edge_m)
),

rounded AS (
    SELECT
        *,
        round(q) AS q_whole,
        round(r) AS r_whole,
        round(-q - r) AS s_whole
    FROM axial
),

-- Of the three rounded numbers the one that moved furthest gives way, so that they sum to nought.
cells AS (
    SELECT
        latitude_milli,
        longitude_milli,
        resolution,
        CAST(CASE
            WHEN abs(q_whole - q) > abs(r_whole - r) AND abs(q_whole - q) > abs(s_whole + q + r)
                THEN -r_whole - s_whole
            ELSE q_whole
        END AS INTEGER) AS q,
        CAST(CASE
            WHEN abs(q_whole - q) > abs(r_whole - r) AND abs(q_whole - q) > abs(s_whole + q + r) THEN r_whole
            WHEN abs(r_whole - r) > abs(s_whole + q + r) THEN -q_whole - s_whole
            ELSE r_whole
        END AS INTEGER) AS r
    FROM rounded
)

SELECT
    latitude_milli,
    longitude_milli,
    max(CASE WHEN resolution = 1 THEN 'r1:' || q || ':' || r END) AS cell_1,
    max(CASE WHEN resolution = 2 THEN 'r2:' || q || ':' || r END) AS cell_2,
    max(CASE WHEN resolution = 3 THEN 'r3:' || q || ':' || r END) AS cell_3
FROM cells
GROUP BY latitude_milli, longitude_milli
ORDER BY latitude_milli, longitude_milli
