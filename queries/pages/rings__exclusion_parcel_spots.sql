-- For the exclusion test of one ring: the parcels of these shops that start from a spot.
-- Grain: one row per source_file, source_row
SELECT
    parcel_spots.source_file,
    parcel_spots.source_row,
    parcel_spots.spot_id,
    parcel_spots.shop_id,
    parcel_spots.owner_account_id,
    parcel_spots.seen_at,
    parcel_spots.shipped_at,
    parcel_spots.adcode,
    parcel_spots.address,
    parcel_spots.latitude,
    parcel_spots.longitude
FROM parcel_spots
SEMI JOIN exclusion_shops AS near ON near.shop_id = parcel_spots.shop_id AND near.ring_id = $ring
ORDER BY parcel_spots.source_file, parcel_spots.source_row
