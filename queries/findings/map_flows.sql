-- From which region to which other one, by level: parcels and units, those of suspects apart. `province_key` is where
-- the flow starts, whatever the level.
-- Grain: one row per level, origin_key, destination_key, suspect
WITH flows AS (
    SELECT
        parcel_places.origin_province_key,
        parcel_places.origin_city_key,
        parcel_places.origin_district_key,
        parcel_places.destination_province_key,
        parcel_places.destination_city_key,
        parcel_places.destination_district_key,
        coalesce(shop_scores.suspect, false) AS suspect,
        count(*) AS parcels,
        sum(parcel_places.units) AS units
    FROM parcel_places
    LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
    GROUP BY parcel_places.origin_province_key, parcel_places.origin_city_key, parcel_places.origin_district_key,
        parcel_places.destination_province_key, parcel_places.destination_city_key,
        parcel_places.destination_district_key, coalesce(shop_scores.suspect, false)
),

levels AS (
    SELECT
        'province' AS level, origin_province_key AS province_key, origin_province_key AS origin_key,
        destination_province_key AS destination_key, suspect, parcels, units
    FROM flows
    UNION ALL
    SELECT
        'city' AS level, origin_province_key AS province_key, origin_city_key AS origin_key,
        destination_city_key AS destination_key, suspect, parcels, units
    FROM flows
    UNION ALL
    SELECT
        'district' AS level, origin_province_key AS province_key, origin_district_key AS origin_key,
        destination_district_key AS destination_key, suspect, parcels, units
    FROM flows
)

SELECT
    level,
    province_key,
    origin_key,
    destination_key,
    suspect,
    CAST(sum(parcels) AS BIGINT) AS parcels,
    CAST(sum(units) AS BIGINT) AS units
FROM levels
WHERE origin_key <> destination_key
GROUP BY level, province_key, origin_key, destination_key, suspect
ORDER BY level, origin_key, destination_key, suspect
