-- The parcels of suspect shops, the latest first: the map lists them without looking through everybody's.
-- Grain: one row per source_file and source_row
-- Innocent reason: a suspect is no culprit, and its parcels may hold genuine goods.
SELECT parcel_places.*
FROM parcel_places
SEMI JOIN (SELECT shop_id FROM shop_scores WHERE suspect) AS suspects ON suspects.shop_id = parcel_places.shop_id
ORDER BY parcel_places.seen_at DESC, parcel_places.source_file, parcel_places.source_row
