-- Parcels of each shop sorted by what they say of their start: by door where one is written, else together; and within
-- that by cell of the map. Without coordinates a door, a street or a code stands alone (cells -999999).
-- Grain: one row per source_file, source_row
WITH stranded AS (
    SELECT
        parcel_origins.*,
        latitude IS NOT NULL AS has_coordinates,
        CASE
            WHEN is_door THEN door
            WHEN latitude IS NOT NULL THEN ''
            WHEN door IS NOT NULL THEN door
            ELSE 'code|' || adcode
        END AS strand
    FROM parcel_origins
)

SELECT
    stranded.source_file,
    stranded.source_row,
    stranded.shop_id,
    stranded.owner_account_id,
    stranded.seen_at,
    stranded.shipped_at,
    stranded.adcode,
    stranded.address,
    stranded.strand,
    stranded.latitude,
    stranded.longitude,
    CASE
        WHEN stranded.has_coordinates THEN CAST(floor(stranded.latitude / origin_scatter.cell_degrees) AS INTEGER)
        ELSE -999999
    END AS north,
    CASE
        WHEN stranded.has_coordinates THEN CAST(floor(stranded.longitude / origin_scatter.cell_degrees) AS INTEGER)
        ELSE -999999
    END AS east
FROM stranded
CROSS JOIN origin_scatter
