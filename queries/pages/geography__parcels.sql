-- The parcels behind what is picked on the map, one by one; addresses stay in the extracts.
-- $whole: the window is the whole time, undated parcels too. $cleared: shops that were cleared, no suspects.
-- Suspects' parcels stand by themselves, the latest first. The rows to show are chosen by what they are sorted by, and
-- only then read whole.
-- Grain: one row per source_file and source_row
WITH suspects AS (
    SELECT shop_id FROM shop_scores WHERE suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
),

asked AS (
    SELECT rowid AS place, * FROM parcel_places WHERE $everyone
    UNION ALL
    SELECT rowid AS place, * FROM suspect_parcels
    WHERE NOT $everyone AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
),

chosen AS (
    SELECT place
    FROM asked
    WHERE
        ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
        AND ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($shop = '' OR shop_id = $shop)
        AND ($registered = '' OR shop_id IN (
            SELECT shop_id FROM shop_places WHERE $registered IN (adcode, city_adcode, province_adcode, cell_1)
        ))
    ORDER BY seen_at DESC, source_file, source_row
    LIMIT $most
),

-- Suspects' names stand apart, too.
names AS (
    SELECT shop_id, shop_name FROM shops WHERE $everyone
    UNION ALL
    SELECT shop_id, shop_name FROM map_suspects WHERE NOT $everyone AND start_key = ''
),

parcels AS (
    SELECT * FROM parcel_places WHERE $everyone AND rowid IN (SELECT place FROM chosen)
    UNION ALL
    SELECT * FROM suspect_parcels WHERE NOT $everyone AND rowid IN (SELECT place FROM chosen)
)

SELECT
    parcels.order_id,
    parcels.shop_id,
    names.shop_name,
    suspects.shop_id IS NOT NULL AS suspect,
    parcels.shipped_at,
    parcels.delivered_at,
    parcels.units,
    origins.name_zh AS origin_zh,
    origins.name_en AS origin_en,
    CASE $level
        WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
    END AS origin_key,
    parcels.origin_adcode,
    parcels.origin_basis,
    destinations.name_zh AS destination_zh,
    destinations.name_en AS destination_en,
    CASE $level
        WHEN 'province' THEN destination_province_key
        WHEN 'city' THEN destination_city_key
        ELSE destination_district_key
    END AS destination_key,
    parcels.destination_adcode,
    parcels.distance_km,
    parcels.source_file,
    parcels.source_row
FROM parcels
LEFT JOIN names ON names.shop_id = parcels.shop_id
LEFT JOIN suspects ON suspects.shop_id = parcels.shop_id
LEFT JOIN map_regions AS origins ON origins.region_key = coalesce(parcels.origin_adcode, parcels.origin_district_key)
LEFT JOIN map_regions AS destinations
    ON destinations.region_key = coalesce(parcels.destination_adcode, parcels.destination_district_key)
ORDER BY parcels.seen_at DESC, parcels.source_file, parcels.source_row
