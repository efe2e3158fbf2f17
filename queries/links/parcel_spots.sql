-- Each parcel that starts from a spot of its shop.
-- Grain: one row per source_file, source_row
SELECT
    parcel_origins.source_file,
    parcel_origins.source_row,
    start_spots.spot_id,
    parcel_origins.shop_id,
    parcel_origins.owner_account_id,
    parcel_origins.seen_at,
    parcel_origins.shipped_at,
    parcel_origins.adcode,
    parcel_origins.address,
    parcel_origins.latitude,
    parcel_origins.longitude
FROM parcel_origins
JOIN cell_starts
    ON
        cell_starts.shop_id = parcel_origins.shop_id AND cell_starts.strand = parcel_origins.strand
        AND cell_starts.north = parcel_origins.north AND cell_starts.east = parcel_origins.east
JOIN start_spots
    ON
        start_spots.shop_id = cell_starts.shop_id
        AND start_spots.place_strand = cell_starts.place_strand
        AND start_spots.place_mode = cell_starts.place_mode
ORDER BY start_spots.spot_id, parcel_origins.seen_at, parcel_origins.source_file, parcel_origins.source_row
