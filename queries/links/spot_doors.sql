-- The doors of each spot, as addresses reduced to street and number, and the city (or region) that they stand in.
-- Grain: one row per city, door, spot_id
SELECT
    split_part(start_doors.strand, '|', 1) AS city,
    split_part(start_doors.strand, '|', 2) AS door,
    start_spots.spot_id,
    spots.latitude,
    spots.longitude
FROM start_doors
JOIN start_spots
    ON
        start_spots.shop_id = start_doors.shop_id
        AND start_spots.place_strand = start_doors.place_strand
        AND start_spots.place_mode = start_doors.place_mode
JOIN spots ON spots.spot_id = start_spots.spot_id
GROUP BY ALL
ORDER BY city, door, start_spots.spot_id
