-- Every parcel of a known shop with where it started as its own record says: the door as written, the coordinates, the
-- region. Regions' own midpoints are no coordinates here.
-- Grain: one row per source_file, source_row
-- Off without: origin_address, origin_latitude and origin_adcode of shipments.
SELECT
    parcel_places.source_file,
    parcel_places.source_row,
    parcel_places.shop_id,
    shop_owners.account_id AS owner_account_id,
    parcel_places.seen_at,
    parcel_places.shipped_at,
    parcel_places.origin_adcode AS adcode,
    shipments.origin_address AS address,
    -- One street name stands in many cities.
    coalesce(parcel_places.origin_city_adcode, parcel_places.origin_adcode, '') || '|' || address_doors.door AS door,
    coalesce(address_doors.is_door, FALSE) AS is_door,
    CASE WHEN shipments.origin_longitude IS NOT NULL THEN shipments.origin_latitude END AS latitude,
    CASE WHEN shipments.origin_latitude IS NOT NULL THEN shipments.origin_longitude END AS longitude
FROM parcel_places
JOIN shipments
    ON shipments.source_file = parcel_places.source_file AND shipments.source_row = parcel_places.source_row
LEFT JOIN address_doors ON address_doors.written_text = shipments.origin_address
LEFT JOIN shop_owners
    ON
        shop_owners.shop_id = parcel_places.shop_id
        AND coalesce(parcel_places.seen_at, TIMESTAMP '9999-12-30 00:00:00') >= shop_owners.held_from
        AND coalesce(parcel_places.seen_at, TIMESTAMP '9999-12-30 00:00:00') < shop_owners.held_to
WHERE
    parcel_places.shop_id IS NOT NULL
    AND (
        shipments.origin_latitude IS NOT NULL
        OR shipments.origin_address IS NOT NULL
        OR parcel_places.origin_adcode IS NOT NULL
    )
