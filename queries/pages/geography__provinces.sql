-- The provinces (or, where no region is known, the areas) that parcels start from: the choices of the region filter.
-- Grain: one row per region_key
SELECT
    parcel_places.origin_province_key AS region_key,
    map_regions.name_zh,
    map_regions.name_en,
    count(*) AS parcels,
    count(*) FILTER (WHERE shop_scores.suspect) AS suspect_parcels
FROM parcel_places
LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
JOIN map_regions ON map_regions.region_key = parcel_places.origin_province_key
GROUP BY parcel_places.origin_province_key, map_regions.name_zh, map_regions.name_en
ORDER BY suspect_parcels DESC, parcels DESC, region_key
