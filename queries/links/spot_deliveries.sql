-- Parcels delivered at a spot from which shops start parcels: to its door as written or, where the delivery bears no
-- house number, within its radius, a hundred metres at most. `city` is that of the door, NULL where no door is asked for:
-- one street name stands in many cities, so it is still to be compared where the parcel bears no code.
-- Grain: one row per source_file, source_row, spot_id, city
-- Innocent reason: people order to their workplace; lockers, campuses and markets receive for hundreds.
-- Off without: destinations of shipments.
WITH codes AS (
    SELECT adcode_places.written_adcode, coalesce(places.city_adcode, places.adcode) AS city
    FROM adcode_places
    JOIN places ON places.adcode = adcode_places.adcode
),

named AS (
    SELECT
        address_doors.written_text, split_part(spot_doors.strand, '|', 1) AS city, spot_doors.spot_id,
        spot_doors.latitude, spot_doors.longitude
    FROM address_doors
    JOIN spot_doors ON split_part(spot_doors.strand, '|', 2) = address_doors.door
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

SELECT shipments.source_file, shipments.source_row, named.spot_id, named.city
FROM shipments
LEFT JOIN codes ON codes.written_adcode = shipments.destination_adcode
JOIN named
    ON
        named.written_text = shipments.destination_address
        AND named.city = coalesce(codes.city, named.city)
        AND (
            shipments.destination_latitude IS NULL OR shipments.destination_longitude IS NULL
            OR named.latitude IS NULL
            -- House numbers repeat within a city.
            OR (
                abs(shipments.destination_latitude - named.latitude) < 0.01
                AND abs(shipments.destination_longitude - named.longitude) < 0.01
            )
        )
UNION ALL
SELECT shipments.source_file, shipments.source_row, celled.spot_id, NULL AS city
FROM shipments
JOIN celled
    ON
        celled.north = CAST(floor(shipments.destination_latitude * 500) AS INTEGER)
        AND celled.east = CAST(floor(shipments.destination_longitude * 500) AS INTEGER)
WHERE
    shipments.destination_latitude IS NOT NULL AND shipments.destination_longitude IS NOT NULL
    AND NOT regexp_matches(coalesce(shipments.destination_address, ''), '[0-9]')
    AND 111320.0 * sqrt(
        pow(shipments.destination_latitude - celled.latitude, 2)
        + pow((shipments.destination_longitude - celled.longitude) * cos(radians(celled.latitude)), 2)
    ) <= least(celled.radius_m, 100.0)
