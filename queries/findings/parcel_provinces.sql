-- The provinces (or, where no region is known, the areas) that parcels start from, the first and last day of theirs, and
-- how many parcels lack a date, a region, a code: what the map begins with, counted once.
-- Grain: one row per province_key, suspect
SELECT
    parcel_places.origin_province_key AS province_key,
    coalesce(shop_scores.suspect, false) AS suspect,
    count(*) AS parcels,
    count(parcel_places.origin_adcode) AS coded_parcels,
    count(*) FILTER (WHERE parcel_places.seen_at IS NULL) AS undated_parcels,
    min(parcel_places.seen_at) AS first_seen_at,
    max(parcel_places.seen_at) AS last_seen_at
FROM parcel_places
LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
GROUP BY parcel_places.origin_province_key, coalesce(shop_scores.suspect, false)
ORDER BY province_key, suspect
