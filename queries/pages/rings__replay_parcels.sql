-- Parcels from each of these rings' sites, and of single shops from wherever they start, step by step: of which shop,
-- to which province. A single shop's place is a spot of its own, the ring's site where it is one, null where it is
-- neither. Parcels without a time are in no step.
-- Grain: one row per step, site_id, shop_id, province_key
-- Innocent reason: a warehouse or market is many shops' place; only the asked ones' parcels are counted.
WITH asked_rings AS (
    SELECT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

by_spot AS (
    SELECT site_groups.spot_id, min(site_groups.site_id) AS site_id
    FROM site_groups
    SEMI JOIN asked_rings ON asked_rings.ring_id = site_groups.ring_id
    JOIN sites ON sites.ring_id = site_groups.ring_id AND sites.site_id = site_groups.site_id
    GROUP BY site_groups.spot_id
),

started AS (
    SELECT
        ring_parcels.source_file, ring_parcels.source_row, ring_parcels.shop_id, ring_parcels.site_id,
        ring_parcels.seen_at, ring_parcels.province_key,
        1 AS place
    FROM ring_parcels
    SEMI JOIN asked_rings ON asked_rings.ring_id = ring_parcels.ring_id
    JOIN sites ON sites.ring_id = ring_parcels.ring_id AND sites.site_id = ring_parcels.site_id
    UNION ALL
    SELECT
        parcel_places.source_file, parcel_places.source_row, parcel_places.shop_id,
        coalesce(by_spot.site_id, parcel_spots.spot_id) AS site_id,
        parcel_places.seen_at, parcel_places.destination_province_key AS province_key,
        2 AS place
    FROM parcel_places
    JOIN (SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id) AS asked ON asked.shop_id = parcel_places.shop_id
    LEFT JOIN parcel_spots
        ON
            parcel_spots.shop_id = parcel_places.shop_id
            AND parcel_spots.source_file = parcel_places.source_file
            AND parcel_spots.source_row = parcel_places.source_row
    LEFT JOIN by_spot ON by_spot.spot_id = parcel_spots.spot_id
),

-- A parcel from a place that two rings share is one parcel.
once AS (
    SELECT shop_id, site_id, seen_at, province_key
    FROM started
    QUALIFY row_number() OVER (PARTITION BY source_file, source_row ORDER BY place, site_id) = 1
)

SELECT
    CAST(
        (CAST(once.seen_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER
    ) AS step,
    once.site_id,
    once.shop_id,
    coalesce(once.province_key, '') AS province_key,
    map_regions.latitude AS destination_latitude,
    map_regions.longitude AS destination_longitude,
    map_regions.name_zh AS province_zh,
    map_regions.name_en AS province_en,
    count(*) AS parcels
FROM once
LEFT JOIN map_regions ON map_regions.region_key = once.province_key
WHERE once.seen_at IS NOT NULL
GROUP BY ALL
ORDER BY step, once.site_id, once.shop_id, province_key
