-- Parcels delivered at a spot from which shops start parcels: to its door as written or, where the delivery bears no
-- house number, within its radius, a hundred metres at most.
-- Grain: one row per source_file, source_row, spot_id
-- Innocent reason: people order to their workplace; lockers, campuses and markets receive for hundreds.
-- Off without: destinations of shipments.
WITH codes AS (
    SELECT adcode_places.written_adcode, coalesce(places.city_adcode, places.adcode, '') AS city
    FROM adcode_places
    LEFT JOIN places ON places.adcode = adcode_places.adcode
),

delivered AS (
    SELECT shipments.source_file, shipments.source_row, codes.city, shipments.destination_address AS address,
        shipments.destination_latitude AS latitude, shipments.destination_longitude AS longitude
    FROM shipments
    JOIN codes ON codes.written_adcode = shipments.destination_adcode
    UNION ALL
    -- Most deliveries write a code of every parcel: then none of this runs.
    SELECT shipments.source_file, shipments.source_row, coalesce(places.city_adcode, places.adcode, '') AS city,
        shipments.destination_address AS address, shipments.destination_latitude AS latitude,
        shipments.destination_longitude AS longitude
    FROM shipments
    LEFT JOIN codes ON codes.written_adcode = shipments.destination_adcode
    JOIN parcel_places
        ON parcel_places.source_file = shipments.source_file AND parcel_places.source_row = shipments.source_row
    LEFT JOIN places ON places.adcode = parcel_places.destination_adcode
    WHERE shipments.destination_adcode IS NULL OR codes.city IS NULL
),

-- The few texts that name a spot's street and number, in whichever city.
texts AS (
    SELECT address_doors.written_text, address_doors.door
    FROM address_doors
    SEMI JOIN spot_doors ON spot_doors.door = address_doors.door
    WHERE address_doors.is_door
),

celled AS (
    SELECT
        spots.spot_id, spots.latitude, spots.longitude, spots.radius_m,
        CAST(floor(spots.latitude * 500) AS INTEGER) + up.step AS north,
        CAST(floor(spots.longitude * 500) AS INTEGER) + right_of.step AS east
    FROM spots
    CROSS JOIN (VALUES (-1), (0), (1)) AS up(step)
    CROSS JOIN (VALUES (-1), (0), (1)) AS right_of(step)
    WHERE spots.latitude IS NOT NULL
)

SELECT delivered.source_file, delivered.source_row, spot_doors.spot_id
FROM delivered
JOIN texts ON texts.written_text = delivered.address
JOIN spot_doors ON spot_doors.city = delivered.city AND spot_doors.door = texts.door
WHERE
    delivered.latitude IS NULL OR delivered.longitude IS NULL OR spot_doors.latitude IS NULL
    -- House numbers repeat within a city.
    OR (
        abs(delivered.latitude - spot_doors.latitude) < 0.01
        AND abs(delivered.longitude - spot_doors.longitude) < 0.01
    )
UNION ALL
SELECT shipments.source_file, shipments.source_row, celled.spot_id
FROM shipments
JOIN celled
    ON
        celled.north = CAST(floor(shipments.destination_latitude * 500) AS INTEGER)
        AND celled.east = CAST(floor(shipments.destination_longitude * 500) AS INTEGER)
WHERE
    shipments.destination_latitude IS NOT NULL
    AND NOT regexp_matches(coalesce(shipments.destination_address, ''), '[0-9]')
    AND 111320.0 * sqrt(
        pow(shipments.destination_latitude - celled.latitude, 2)
        + pow((shipments.destination_longitude - celled.longitude) * cos(radians(celled.latitude)), 2)
    ) <= least(celled.radius_m, 100.0)
