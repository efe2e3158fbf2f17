-- Spots of one role within reach of one another are one site to look at, whatever their addresses say: the fuller one
-- gives it its name.
-- Grain: one row per ring_id, spot_id
WITH placed AS (
    SELECT
        site_roles.ring_id, site_roles.spot_id, site_roles.role, site_roles.basis,
        site_spots.parcels, spots.latitude, spots.longitude
    FROM site_roles
    JOIN site_spots ON site_spots.ring_id = site_roles.ring_id AND site_spots.spot_id = site_roles.spot_id
    JOIN spots ON spots.spot_id = site_roles.spot_id
),

fuller AS (
    SELECT placed.ring_id, placed.spot_id, other.spot_id AS site_spot_id
    FROM placed
    CROSS JOIN origin_scatter
    JOIN placed AS other
        ON
            other.ring_id = placed.ring_id
            AND other.role = placed.role
            AND (
                other.parcels > placed.parcels
                OR (other.parcels = placed.parcels AND other.spot_id < placed.spot_id)
            )
            AND 111320.0 * sqrt(
                pow(placed.latitude - other.latitude, 2)
                + pow((placed.longitude - other.longitude) * cos(radians(other.latitude)), 2)
            ) <= origin_scatter.reach_m
    QUALIFY row_number() OVER (
        PARTITION BY placed.ring_id, placed.spot_id ORDER BY other.parcels DESC, other.spot_id
    ) = 1
)

SELECT
    placed.ring_id,
    placed.spot_id,
    placed.ring_id || '-' || coalesce(fuller.site_spot_id, placed.spot_id) AS site_id,
    coalesce(fuller.site_spot_id, placed.spot_id) AS site_spot_id,
    placed.role,
    placed.basis
FROM placed
LEFT JOIN fuller ON fuller.ring_id = placed.ring_id AND fuller.spot_id = placed.spot_id
ORDER BY placed.ring_id, placed.spot_id
