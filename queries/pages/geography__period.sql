-- The whole span of the parcels and whether any are without a date: the ends of the time window.
-- Grain: one row
SELECT
    count(*) AS parcels,
    count(*) FILTER (WHERE origin_province_key IS NOT NULL) AS placed_parcels,
    count(*) FILTER (WHERE parcel_places.origin_adcode IS NOT NULL) AS coded_parcels,
    count(*) FILTER (WHERE shop_scores.suspect) AS suspect_parcels,
    min(seen_at) AS first_seen_at,
    max(seen_at) AS last_seen_at,
    count(*) FILTER (WHERE seen_at IS NULL) AS undated_parcels
FROM parcel_places
LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
