-- The provinces (or, where no region is known, the areas) that parcels start from: the choices of the region filter.
-- $cleared: suspects that were cleared: their parcels are no suspects'.
-- Grain: one row per region_key
WITH counted AS (
    SELECT province_key AS region_key, parcels, CASE WHEN suspect THEN parcels ELSE 0 END AS suspect_parcels
    FROM parcel_provinces
    UNION ALL
    SELECT start_key AS region_key, 0 AS parcels, -parcels AS suspect_parcels
    FROM map_sellers
    WHERE list_contains(CAST($cleared AS VARCHAR[]), shop_id)
)

SELECT
    counted.region_key,
    map_regions.name_zh,
    map_regions.name_en,
    CAST(sum(counted.parcels) AS BIGINT) AS parcels,
    CAST(sum(counted.suspect_parcels) AS BIGINT) AS suspect_parcels
FROM counted
JOIN map_regions ON map_regions.region_key = counted.region_key
GROUP BY counted.region_key, map_regions.name_zh, map_regions.name_en
ORDER BY suspect_parcels DESC, parcels DESC, region_key
