-- Places that a ring works from: `source` where its goods come from, `den` where they are kept and sent. Candidates,
-- never established facts: position and radius say where to look, 500 m at the least, and never "the address". Logins
-- of the ring's people near it confirm, those of its shops' holders elsewhere do not. Without coordinates address and
-- code stand. A den that no parcel shows is inferred from where the ring's people log in together.
-- Grain: one row per ring_id, site_id
-- Innocent reason: an honest supplier or a host who knows nothing may stand at the same place; shared ones are left
-- out.
-- Off without: origins of shipments.
WITH joined AS (
    SELECT
        site_groups.ring_id,
        site_groups.site_id,
        site_groups.site_spot_id,
        site_groups.role,
        -- One supplier's own start at the place is seen, whatever else is inferred there.
        max(site_groups.basis) AS basis,
        CAST(sum(site_spots.parcels) AS BIGINT) AS shipments,
        max(site_spots.shops) AS shops,
        max(site_spots.logins) AS logins,
        max(site_spots.logins_elsewhere) AS logins_elsewhere,
        CAST(sum(coalesce(site_deliveries.orders, 0)) AS BIGINT) AS deliveries,
        min(site_spots.first_shipped_at) AS first_shipped_at,
        max(site_spots.last_shipped_at) AS last_shipped_at
    FROM site_groups
    JOIN site_spots ON site_spots.ring_id = site_groups.ring_id AND site_spots.spot_id = site_groups.spot_id
    LEFT JOIN site_deliveries
        ON site_deliveries.ring_id = site_groups.ring_id AND site_deliveries.spot_id = site_groups.spot_id
    GROUP BY site_groups.ring_id, site_groups.site_id, site_groups.site_spot_id, site_groups.role
),

found AS (
    SELECT
        joined.ring_id, joined.site_id, joined.role, joined.basis, spots.latitude, spots.longitude, spots.radius_m,
        spots.adcode, spots.address, joined.shipments, joined.first_shipped_at, joined.last_shipped_at,
        spots.addresses, joined.site_spot_id AS spot_id, joined.shops, joined.logins, joined.logins_elsewhere,
        joined.deliveries
    FROM joined
    JOIN spots ON spots.spot_id = joined.site_spot_id
    UNION ALL
    SELECT
        ring_id, ring_id || '-base' AS site_id, 'den' AS role, 'inferred' AS basis, latitude, longitude,
        NULL AS radius_m, adcode, NULL AS address, 0 AS shipments, NULL AS first_shipped_at, NULL AS last_shipped_at,
        CAST([] AS VARCHAR[]) AS addresses, NULL AS spot_id, 0 AS shops, logins, 0 AS logins_elsewhere,
        0 AS deliveries
    FROM site_bases
)

SELECT
    ring_id,
    site_id,
    role,
    basis,
    latitude,
    longitude,
    -- A search area: 500 m, and more where the scans scatter more.
    CASE WHEN latitude IS NOT NULL THEN greatest(500.0, coalesce(radius_m, 0.0)) END AS radius_m,
    adcode,
    address,
    shipments,
    first_shipped_at,
    last_shipped_at,
    addresses,
    spot_id,
    shops,
    logins,
    logins_elsewhere,
    deliveries
FROM found
ORDER BY ring_id, site_id
