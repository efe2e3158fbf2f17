-- Each shop's repeated start under its door's name, and where that name's parcels mostly start. A start under the same
-- name more than a kilometre from there is another place: house numbers repeat within a city.
-- Grain: one row per shop_id, place_strand, place_mode
WITH named AS (
    SELECT
        shop_starts.shop_id, shop_starts.place_strand, shop_starts.place_mode, shop_starts.parcels,
        shop_starts.latitude, shop_starts.longitude, door_names.name
    FROM shop_starts
    JOIN start_doors
        ON
            start_doors.shop_id = shop_starts.shop_id AND start_doors.place_strand = shop_starts.place_strand
            AND start_doors.place_mode = shop_starts.place_mode AND start_doors.place = 1
    JOIN door_names ON door_names.strand = start_doors.strand
),

main AS (
    SELECT name, latitude, longitude
    FROM named
    WHERE latitude IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY name ORDER BY parcels DESC, shop_id, place_strand, place_mode) = 1
),

placed AS (
    SELECT
        named.*,
        CASE
            WHEN 111320.0 * sqrt(
                pow(named.latitude - main.latitude, 2)
                + pow((named.longitude - main.longitude) * cos(radians(main.latitude)), 2)
            ) > 1000
                THEN named.name || '@' || round(named.latitude, 2) || ',' || round(named.longitude, 2)
            ELSE named.name
        END AS door
    FROM named
    LEFT JOIN main ON main.name = named.name
)

SELECT shop_id, place_strand, place_mode, parcels, latitude, longitude, door
FROM placed
ORDER BY shop_id, place_strand, place_mode
