-- For coordinates that come without a code or a name: the region of the lowest level whose point is nearest, within
-- 100 km. Near a border this can be the neighbour; it decides nothing but names on the map.
-- Grain: one row per latitude_milli and longitude_milli
WITH written AS (
    SELECT shipments.origin_latitude AS latitude, shipments.origin_longitude AS longitude
    FROM shipments
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shipments.origin_adcode
    LEFT JOIN text_places ON text_places.written_text = shipments.origin_address
    WHERE adcode_places.adcode IS NULL AND text_places.adcode IS NULL
    UNION ALL
    SELECT shipments.destination_latitude AS latitude, shipments.destination_longitude AS longitude
    FROM shipments
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shipments.destination_adcode
    LEFT JOIN text_places ON text_places.written_text = shipments.destination_address
    WHERE adcode_places.adcode IS NULL AND text_places.adcode IS NULL
    UNION ALL
    SELECT latitude, longitude FROM text_places WHERE adcode IS NULL
),

points AS (
    SELECT DISTINCT
        CAST(round(latitude * 1000) AS INTEGER) AS latitude_milli,
        CAST(round(longitude * 1000) AS INTEGER) AS longitude_milli
    FROM written
    WHERE latitude IS NOT NULL AND longitude IS NOT NULL
),

-- A region stands in the nine one-degree squares around its point, so that each point looks into its own alone.
spread AS (
    SELECT
        places.adcode,
        places.latitude,
        places.longitude,
        CAST(floor(places.latitude) AS INTEGER) + north.step AS latitude_square,
        CAST(floor(places.longitude) AS INTEGER) + east.step AS longitude_square
    FROM places
    CROSS JOIN (VALUES (-1), (0), (1)) AS north(step)
    CROSS JOIN (VALUES (-2), (-1), (0), (1), (2)) AS east(step)
    LEFT JOIN places AS below ON below.parent_adcode = places.adcode AND below.latitude IS NOT NULL
    WHERE below.adcode IS NULL AND places.latitude IS NOT NULL AND places.longitude IS NOT NULL
),

near AS (
    SELECT
        points.latitude_milli,
        points.longitude_milli,
        spread.adcode,
        6371.0 * 2 * asin(sqrt(least(1.0,
            pow(sin(radians(points.latitude_milli / 1000.0 - spread.latitude) / 2), 2)
            + cos(radians(spread.latitude)) * cos(radians(points.latitude_milli / 1000.0))
            * pow(sin(radians(points.longitude_milli / 1000.0 - spread.longitude) / 2), 2)
        ))) AS distance_km
    FROM points
    JOIN spread
        ON
            spread.latitude_square = CAST(floor(points.latitude_milli / 1000.0) AS INTEGER)
            AND spread.longitude_square = CAST(floor(points.longitude_milli / 1000.0) AS INTEGER)
)

SELECT latitude_milli, longitude_milli, adcode, distance_km
FROM near
WHERE distance_km <= 100
QUALIFY row_number() OVER (PARTITION BY latitude_milli, longitude_milli ORDER BY distance_km, adcode) = 1
ORDER BY latitude_milli, longitude_milli
