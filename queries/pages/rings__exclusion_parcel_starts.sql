-- For the exclusion test of one ring: the parcels of these shops that start where others did.
-- Grain: one row per source_file, source_row
SELECT
    parcel_starts.source_file,
    parcel_starts.source_row,
    parcel_starts.shop_id,
    parcel_starts.owner_account_id,
    parcel_starts.seen_at,
    parcel_starts.shipped_at,
    parcel_starts.adcode,
    parcel_starts.address,
    parcel_starts.strand,
    parcel_starts.latitude,
    parcel_starts.longitude,
    parcel_starts.place_strand,
    parcel_starts.place_mode
FROM parcel_starts
SEMI JOIN exclusion_shops AS near ON near.shop_id = parcel_starts.shop_id AND near.ring_id = $ring
ORDER BY parcel_starts.source_file, parcel_starts.source_row
