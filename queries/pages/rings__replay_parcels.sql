-- Parcels from each of one ring's sites step by step: of which shop, to which province. Parcels without a time are in no step.
-- Grain: one row per step, site_id, shop_id, province_key
-- Innocent reason: a warehouse or market from which the ring's shops send is many shops' place; only theirs are counted.
SELECT
    CAST((CAST(parcel_places.seen_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER) AS step,
    sites.site_id,
    parcel_places.shop_id,
    coalesce(parcel_places.destination_province_key, '') AS province_key,
    map_regions.latitude AS destination_latitude,
    map_regions.longitude AS destination_longitude,
    map_regions.name_zh AS province_zh,
    map_regions.name_en AS province_en,
    count(*) AS parcels
FROM site_groups
JOIN sites ON sites.ring_id = site_groups.ring_id AND sites.site_id = site_groups.site_id
JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
JOIN parcel_places
    ON
        parcel_places.shop_id = parcel_spots.shop_id
        AND parcel_places.source_file = parcel_spots.source_file
        AND parcel_places.source_row = parcel_spots.source_row
LEFT JOIN map_regions ON map_regions.region_key = parcel_places.destination_province_key
WHERE site_groups.ring_id = $ring AND parcel_places.seen_at IS NOT NULL
GROUP BY ALL
ORDER BY step, sites.site_id, parcel_places.shop_id, province_key
