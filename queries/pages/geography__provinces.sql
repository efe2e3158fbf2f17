-- The provinces (or, where no region is known, the areas) that parcels start from: the choices of the region filter.
-- Grain: one row per region_key
SELECT
    parcel_provinces.province_key AS region_key,
    map_regions.name_zh,
    map_regions.name_en,
    CAST(sum(parcel_provinces.parcels) AS BIGINT) AS parcels,
    CAST(coalesce(sum(parcel_provinces.parcels) FILTER (WHERE parcel_provinces.suspect), 0) AS BIGINT)
        AS suspect_parcels
FROM parcel_provinces
JOIN map_regions ON map_regions.region_key = parcel_provinces.province_key
GROUP BY parcel_provinces.province_key, map_regions.name_zh, map_regions.name_en
ORDER BY suspect_parcels DESC, parcels DESC, region_key
