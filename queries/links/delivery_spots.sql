-- Accounts whose own purchases are delivered to a spot from which shops start parcels: to its door as written or, where
-- the delivery bears no house number, within its radius, a hundred metres at most.
-- Grain: one row per account_id, spot_id
-- Innocent reason: people order to their workplace; lockers, campuses and markets receive for hundreds.
-- Off without: destinations of shipments.
WITH buyers AS (
    SELECT order_id, shop_id, min(buyer_account_id) AS account_id FROM orders GROUP BY order_id, shop_id
),

delivered AS (
    SELECT
        buyers.account_id,
        parcel_places.order_id,
        coalesce(destinations.city_adcode, destinations.adcode, '') || '|' || address_doors.door AS door,
        coalesce(address_doors.is_door, FALSE) AS is_door,
        regexp_matches(coalesce(shipments.destination_address, ''), '[0-9]') AS has_number,
        CASE WHEN shipments.destination_longitude IS NOT NULL THEN shipments.destination_latitude END AS latitude,
        CASE WHEN shipments.destination_latitude IS NOT NULL THEN shipments.destination_longitude END AS longitude
    FROM parcel_places
    JOIN buyers ON buyers.order_id = parcel_places.order_id AND buyers.shop_id = parcel_places.shop_id
    JOIN shipments
        ON shipments.source_file = parcel_places.source_file AND shipments.source_row = parcel_places.source_row
    LEFT JOIN address_doors ON address_doors.written_text = shipments.destination_address
    LEFT JOIN places AS destinations ON destinations.adcode = parcel_places.destination_adcode
),

by_door AS (
    SELECT delivered.account_id, delivered.order_id, spot_doors.spot_id
    FROM delivered
    JOIN spot_doors ON spot_doors.strand = delivered.door
    WHERE
        delivered.is_door
        AND (
            delivered.latitude IS NULL OR spot_doors.latitude IS NULL
            -- House numbers repeat within a city.
            OR (
                abs(delivered.latitude - spot_doors.latitude) < 0.01
                AND abs(delivered.longitude - spot_doors.longitude) < 0.01
            )
        )
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
),

by_place AS (
    SELECT delivered.account_id, delivered.order_id, celled.spot_id
    FROM delivered
    JOIN celled
        ON
            celled.north = CAST(floor(delivered.latitude * 500) AS INTEGER)
            AND celled.east = CAST(floor(delivered.longitude * 500) AS INTEGER)
    WHERE
        NOT delivered.has_number
        AND 111320.0 * sqrt(
            pow(delivered.latitude - celled.latitude, 2)
            + pow((delivered.longitude - celled.longitude) * cos(radians(celled.latitude)), 2)
        ) <= least(celled.radius_m, 100.0)
)

SELECT account_id, spot_id, count(DISTINCT order_id) AS orders
FROM (SELECT * FROM by_door UNION ALL SELECT * FROM by_place)
GROUP BY account_id, spot_id
ORDER BY account_id, spot_id
