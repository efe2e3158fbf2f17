-- The places of parcel_ends with their hexagons and the keys by which the map groups them: the region's code or, where
-- no region is known, the large hexagon.
-- Grain: one row per coded_adcode, written_text, latitude_milli, longitude_milli
SELECT
    parcel_ends.coded_adcode,
    parcel_ends.written_text,
    parcel_ends.latitude_milli,
    parcel_ends.longitude_milli,
    parcel_ends.has_coordinates,
    parcel_ends.adcode,
    parcel_ends.basis,
    parcel_ends.province_adcode,
    parcel_ends.city_adcode,
    parcel_ends.latitude,
    parcel_ends.longitude,
    coordinate_cells.cell_1,
    coordinate_cells.cell_2,
    coordinate_cells.cell_3,
    coalesce(parcel_ends.province_adcode, parcel_ends.adcode, coordinate_cells.cell_1) AS province_key,
    coalesce(
        parcel_ends.city_adcode, parcel_ends.province_adcode, parcel_ends.adcode, coordinate_cells.cell_1
    ) AS city_key,
    coalesce(parcel_ends.adcode, coordinate_cells.cell_1) AS district_key
FROM parcel_ends
LEFT JOIN coordinate_cells
    ON
        coordinate_cells.latitude_milli = CASE
            WHEN parcel_ends.has_coordinates THEN parcel_ends.latitude_milli
            ELSE CAST(round(parcel_ends.latitude * 1000) AS INTEGER)
        END
        AND coordinate_cells.longitude_milli = CASE
            WHEN parcel_ends.has_coordinates THEN parcel_ends.longitude_milli
            ELSE CAST(round(parcel_ends.longitude * 1000) AS INTEGER)
        END
