-- The shops behind what is picked on the map: where they say they are, and how many of their parcels are among it.
-- $whole: the window is the whole time, undated parcels too; then, with no place picked, counts of the scan are read.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per shop_id
WITH known AS (
    -- Where nobody else is asked for, suspects stand apart with all that is told of them.
    SELECT shop_id, shop_name, rank, true AS suspect, registered_region, adcode, city_adcode, province_adcode, cell_1
    FROM map_suspects
    WHERE NOT $everyone AND start_key = '' AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    UNION ALL
    SELECT
        shops.shop_id, shops.shop_name, shop_scores.rank,
        coalesce(shop_scores.suspect, false) AND NOT list_contains(CAST($cleared AS VARCHAR[]), shops.shop_id) AS suspect,
        coalesce(shops.registered_region, shop_places.adcode) AS registered_region,
        shop_places.adcode, shop_places.city_adcode, shop_places.province_adcode, shop_places.cell_1
    FROM shops
    LEFT JOIN shop_scores ON shop_scores.shop_id = shops.shop_id
    LEFT JOIN shop_places ON shop_places.shop_id = shops.shop_id
    WHERE $everyone
),

asked AS (
    SELECT * FROM parcel_places WHERE $everyone
    UNION ALL
    SELECT * FROM suspect_parcels WHERE NOT $everyone
),

picked AS (
    SELECT
        shop_id, units, distance_km,
        ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3)) AS is_picked
    FROM asked
    WHERE
        NOT ($whole AND $origin = '' AND $destination = '' AND $cell = '')
        AND ($whole OR seen_at >= $since AND seen_at < $until)
        AND ($province = '' OR origin_province_key = $province)
        AND shop_id IS NOT NULL
        AND ($shop = '' OR shop_id = $shop)
),

sellers AS (
    SELECT shop_id, parcels, parcels AS all_parcels, units, median_distance_km
    FROM map_sellers
    WHERE $everyone AND $whole AND $origin = '' AND $destination = '' AND $cell = '' AND start_key = $province
        AND ($shop = '' OR shop_id = $shop)
    UNION ALL
    SELECT shop_id, parcels, parcels AS all_parcels, units, median_distance_km
    FROM map_suspects
    WHERE NOT $everyone AND $whole AND $origin = '' AND $destination = '' AND $cell = '' AND start_key = $province
        AND ($shop = '' OR shop_id = $shop)
    UNION ALL
    SELECT
        shop_id,
        count(*) FILTER (WHERE is_picked) AS parcels,
        count(*) AS all_parcels,
        CAST(sum(units) FILTER (WHERE is_picked) AS BIGINT) AS units,
        round(median(distance_km) FILTER (WHERE is_picked), 1) AS median_distance_km
    FROM picked
    GROUP BY shop_id
    HAVING count(*) FILTER (WHERE is_picked) > 0
)

SELECT
    sellers.shop_id,
    known.shop_name,
    coalesce(known.suspect, false) AS suspect,
    known.rank,
    known.registered_region,
    sellers.parcels, sellers.all_parcels, sellers.parcels / CAST(sellers.all_parcels AS DOUBLE) AS share_of_shop,
    sellers.units, sellers.median_distance_km
FROM sellers
LEFT JOIN known ON known.shop_id = sellers.shop_id
WHERE
    (known.suspect OR $everyone)
    AND ($registered = '' OR $registered IN (known.adcode, known.city_adcode, known.province_adcode, known.cell_1))
ORDER BY sellers.parcels DESC, sellers.shop_id
LIMIT $most
