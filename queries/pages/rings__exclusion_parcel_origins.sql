-- For the exclusion test of one ring: where the parcels of these shops start.
-- Grain: one row per source_file, source_row
SELECT
    parcel_origins.source_file,
    parcel_origins.source_row,
    parcel_origins.shop_id,
    parcel_origins.owner_account_id,
    parcel_origins.seen_at,
    parcel_origins.shipped_at,
    parcel_origins.adcode,
    parcel_origins.address,
    parcel_origins.door,
    parcel_origins.is_door,
    parcel_origins.latitude,
    parcel_origins.longitude
FROM parcel_origins
SEMI JOIN exclusion_shops AS near ON near.shop_id = parcel_origins.shop_id AND near.ring_id = $ring
ORDER BY parcel_origins.source_file, parcel_origins.source_row
