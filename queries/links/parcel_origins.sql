-- Every parcel of a known shop with where it started as its own record says: the door as written, the coordinates, the
-- region. Regions' own midpoints are no coordinates here.
-- `strand`: what of it a shop's parcels are sorted by: the door where one is written, else all together; without
-- coordinates a door, a street or a code stands alone. `north` and `east`: the cell of the map, -999999 for none.
-- Grain: one row per source_file, source_row
-- Off without: origin_address, origin_latitude and origin_adcode of shipments.
WITH placed AS (
    SELECT
        shipments.source_file, shipments.source_row, shipments.shop_id, adcode_places.adcode,
        places.city_adcode, shipments.shipped_at, shipments.delivered_at, shipments.origin_address AS address,
        shipments.origin_latitude, shipments.origin_longitude
    FROM shipments
    JOIN adcode_places ON adcode_places.written_adcode = shipments.origin_adcode
    LEFT JOIN places ON places.adcode = adcode_places.adcode
    WHERE shipments.shop_id IS NOT NULL
    UNION ALL
    -- Most deliveries write the code and the shop of every parcel: then none of this runs.
    SELECT
        shipments.source_file, shipments.source_row, parcel_places.shop_id, parcel_places.origin_adcode AS adcode,
        parcel_places.origin_city_adcode AS city_adcode, shipments.shipped_at, shipments.delivered_at,
        shipments.origin_address AS address, shipments.origin_latitude, shipments.origin_longitude
    FROM shipments
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shipments.origin_adcode
    JOIN parcel_places
        ON parcel_places.source_file = shipments.source_file AND parcel_places.source_row = shipments.source_row
    WHERE (shipments.shop_id IS NULL OR adcode_places.adcode IS NULL) AND parcel_places.shop_id IS NOT NULL
),

seen AS (
    SELECT
        placed.*,
        coalesce(shipped_at, delivered_at) AS seen_at,
        coalesce(shipped_at, delivered_at, TIMESTAMP '9999-12-30 00:00:00') AS sent_by
    FROM placed
    WHERE origin_latitude IS NOT NULL OR address IS NOT NULL OR adcode IS NOT NULL
),

owned AS (
    SELECT
        seen.source_file,
        seen.source_row,
        seen.shop_id,
        shop_owners.account_id AS owner_account_id,
        seen.seen_at,
        seen.shipped_at,
        seen.adcode,
        seen.address,
        -- One street name stands in many cities.
        coalesce(seen.city_adcode, seen.adcode, '') || '|' || address_doors.door AS door,
        coalesce(address_doors.is_door, FALSE) AS is_door,
        CASE WHEN seen.origin_longitude IS NOT NULL THEN seen.origin_latitude END AS latitude,
        CASE WHEN seen.origin_latitude IS NOT NULL THEN seen.origin_longitude END AS longitude
    FROM seen
    LEFT JOIN address_doors ON address_doors.written_text = seen.address
    LEFT JOIN shop_owners
        ON
            shop_owners.shop_id = seen.shop_id
            AND seen.sent_by >= shop_owners.held_from AND seen.sent_by < shop_owners.held_to
)

SELECT
    owned.*,
    CASE
        WHEN owned.is_door THEN owned.door
        WHEN owned.latitude IS NOT NULL THEN ''
        WHEN owned.door IS NOT NULL THEN owned.door
        ELSE 'code|' || owned.adcode
    END AS strand,
    coalesce(CAST(floor(owned.latitude / origin_scatter.cell_degrees) AS INTEGER), -999999) AS north,
    coalesce(CAST(floor(owned.longitude / origin_scatter.cell_degrees) AS INTEGER), -999999) AS east
FROM owned
CROSS JOIN origin_scatter
