-- The parcels that start from a ring's sites while the shop that sends them is in its hands: from which site, when, and
-- to which province.
-- Grain: one row per ring_id, source_file, source_row
-- Innocent reason: a warehouse or market is many shops' place; only the ring's own parcels are told here.
WITH started AS (
    SELECT
        site_groups.ring_id,
        site_groups.site_id,
        parcel_spots.shop_id,
        parcel_spots.source_file,
        parcel_spots.source_row
    FROM site_groups
    JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
    JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
)

SELECT
    started.ring_id,
    started.site_id,
    started.shop_id,
    parcel_places.seen_at,
    parcel_places.shipped_at,
    parcel_places.destination_province_key AS province_key,
    parcel_places.units,
    started.source_file,
    started.source_row
FROM started
JOIN parcel_places
    ON
        parcel_places.shop_id = started.shop_id
        AND parcel_places.source_file = started.source_file
        AND parcel_places.source_row = started.source_row
ORDER BY started.ring_id, started.site_id, parcel_places.seen_at, started.source_file, started.source_row
