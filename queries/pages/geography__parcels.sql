-- The parcels behind what is picked on the map, one by one; addresses stay in the extracts.
-- Grain: one row per source_file and source_row
WITH kept AS (
    SELECT
        parcel_places.*,
        CASE $level
            WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
        END AS origin_key,
        CASE $level
            WHEN 'province' THEN destination_province_key
            WHEN 'city' THEN destination_city_key
            ELSE destination_district_key
        END AS destination_key
    FROM parcel_places
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3))
)

SELECT
    kept.order_id,
    kept.shop_id,
    shops.shop_name,
    coalesce(shop_scores.suspect, false) AS suspect,
    kept.shipped_at,
    kept.delivered_at,
    kept.units,
    origins.name_zh AS origin_zh,
    origins.name_en AS origin_en,
    kept.origin_adcode,
    kept.origin_basis,
    destinations.name_zh AS destination_zh,
    destinations.name_en AS destination_en,
    kept.destination_adcode,
    kept.distance_km,
    kept.source_file,
    kept.source_row
FROM kept
LEFT JOIN shops ON shops.shop_id = kept.shop_id
LEFT JOIN shop_places ON shop_places.shop_id = kept.shop_id
LEFT JOIN shop_scores ON shop_scores.shop_id = kept.shop_id
LEFT JOIN map_regions AS origins ON origins.region_key = coalesce(kept.origin_adcode, kept.origin_district_key)
LEFT JOIN map_regions AS destinations
    ON destinations.region_key = coalesce(kept.destination_adcode, kept.destination_district_key)
WHERE
    (coalesce(shop_scores.suspect, false) OR $everyone)
    AND ($origin = '' OR kept.origin_key = $origin)
    AND ($destination = '' OR kept.destination_key = $destination)
    AND (
        $registered = ''
        OR $registered IN (
            shop_places.adcode, shop_places.city_adcode, shop_places.province_adcode, shop_places.cell_1
        )
    )
ORDER BY kept.seen_at DESC, kept.source_file, kept.source_row
LIMIT $most
