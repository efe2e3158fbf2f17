-- Every spot of a ring's shops, with what tells a source from a den and the ring's place from a stranger's: how many
-- of the ring's shops start there, which keep their goods there, and who of the ring logs in near it or in its town:
-- those who hold these shops, and others.
-- Grain: one row per ring_id, spot_id
WITH ring_spots AS (
    SELECT
        ring_id,
        spot_id,
        count(*) AS shops,
        count(*) FILTER (WHERE is_supplier) AS suppliers,
        -- A shop keeps its goods where a third of its parcels start; fewer may be sent for it by its supplier.
        count(*) FILTER (WHERE NOT is_supplier AND share * 3 >= 1) AS kept_for,
        CAST(sum(parcels) AS BIGINT) AS parcels,
        min(first_shipped_at) AS first_shipped_at,
        max(last_shipped_at) AS last_shipped_at
    FROM site_starts
    GROUP BY ring_id, spot_id
),

holders AS (
    SELECT ring_id, spot_id, owner_account_id, bool_or(is_supplier) AS is_supplier
    FROM site_starts
    GROUP BY ring_id, spot_id, owner_account_id
),

-- One login in ten makes a town one of someone's own; one alone is a journey.
seen AS (
    SELECT
        site_logins.*,
        holders.owner_account_id IS NOT NULL AS is_holder,
        coalesce(holders.is_supplier, FALSE) AS is_supplier,
        site_logins.in_town >= 2 AND site_logins.in_town * 10 >= site_logins.placed AS is_in_town
    FROM site_logins
    LEFT JOIN holders
        ON
            holders.ring_id = site_logins.ring_id AND holders.spot_id = site_logins.spot_id
            AND holders.owner_account_id = site_logins.account_id
    WHERE site_logins.placed > 0
),

watched AS (
    SELECT
        ring_id,
        spot_id,
        CAST(sum(near) AS BIGINT) AS logins,
        CAST(sum(CASE WHEN is_holder THEN placed - near ELSE 0 END) AS BIGINT) AS logins_elsewhere,
        count(*) AS people,
        count(*) FILTER (WHERE near > 0) AS people_near,
        count(*) FILTER (WHERE near > 0 AND NOT is_holder) AS others_near,
        count(*) FILTER (WHERE is_in_town) AS people_in_town,
        count(*) FILTER (WHERE is_in_town AND is_supplier) AS suppliers_in_town,
        count(*) FILTER (WHERE is_holder) AS holders,
        count(*) FILTER (WHERE is_holder AND is_in_town) AS holders_in_town
    FROM seen
    GROUP BY ring_id, spot_id
)

SELECT
    ring_spots.ring_id,
    ring_spots.spot_id,
    ring_spots.shops,
    ring_spots.suppliers,
    ring_spots.kept_for,
    ring_spots.parcels,
    ring_spots.first_shipped_at,
    ring_spots.last_shipped_at,
    coalesce(watched.logins, 0) AS logins,
    coalesce(watched.logins_elsewhere, 0) AS logins_elsewhere,
    coalesce(watched.people, 0) AS people,
    coalesce(watched.people_near, 0) AS people_near,
    coalesce(watched.people_in_town, 0) AS people_in_town,
    coalesce(watched.suppliers_in_town, 0) AS suppliers_in_town,
    coalesce(watched.holders, 0) AS holders,
    coalesce(watched.holders_in_town, 0) AS holders_in_town,
    ring_spots.shops >= 2 OR coalesce(watched.others_near, 0) > 0 AS is_common
FROM ring_spots
LEFT JOIN watched ON watched.ring_id = ring_spots.ring_id AND watched.spot_id = ring_spots.spot_id
ORDER BY ring_spots.ring_id, ring_spots.spot_id
