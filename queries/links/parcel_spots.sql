-- Each parcel that starts from a spot of its shop.
-- Grain: one row per source_file, source_row
SELECT
    parcel_starts.source_file,
    parcel_starts.source_row,
    start_spots.spot_id,
    parcel_starts.shop_id,
    parcel_starts.owner_account_id,
    parcel_starts.seen_at,
    parcel_starts.shipped_at,
    parcel_starts.adcode,
    parcel_starts.address,
    parcel_starts.latitude,
    parcel_starts.longitude
FROM parcel_starts
JOIN start_spots
    ON
        start_spots.shop_id = parcel_starts.shop_id
        AND start_spots.place_strand = parcel_starts.place_strand
        AND start_spots.place_mode = parcel_starts.place_mode
ORDER BY start_spots.spot_id, parcel_starts.seen_at, parcel_starts.source_file, parcel_starts.source_row
