-- The whole span of the parcels and whether any are without a date: the ends of the time window.
-- $cleared: suspects that were cleared: their parcels are no suspects'.
-- Grain: one row
SELECT
    CAST(coalesce(sum(parcels), 0) AS BIGINT) AS parcels,
    CAST(coalesce(sum(parcels) FILTER (WHERE province_key IS NOT NULL), 0) AS BIGINT) AS placed_parcels,
    CAST(coalesce(sum(coded_parcels), 0) AS BIGINT) AS coded_parcels,
    CAST(
        coalesce(sum(parcels) FILTER (WHERE suspect), 0) - coalesce((
            SELECT sum(map_sellers.parcels) FROM map_sellers
            WHERE start_key = '' AND list_contains(CAST($cleared AS VARCHAR[]), shop_id)
        ), 0) AS BIGINT
    ) AS suspect_parcels,
    min(first_seen_at) AS first_seen_at,
    max(last_seen_at) AS last_seen_at,
    CAST(coalesce(sum(undated_parcels), 0) AS BIGINT) AS undated_parcels
FROM parcel_provinces
