-- The shops behind what is picked on the map: where they say they are, and how many of their parcels are among it.
-- $whole: the window is the whole time, undated parcels too; then, with no place picked, counts of the scan are read.
-- $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per shop_id
WITH judged AS (
    SELECT
        shop_id, rank,
        CASE WHEN suspect THEN NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id) ELSE false END AS suspect
    FROM shop_scores
),

picked AS (
    SELECT
        shop_id, units, distance_km,
        ($origin = '' OR $origin IN (origin_province_key, origin_city_key, origin_district_key))
        AND ($destination = ''
            OR $destination IN (destination_province_key, destination_city_key, destination_district_key))
        AND ($cell = '' OR $cell IN (origin_cell_1, origin_cell_2, origin_cell_3)) AS is_picked
    FROM parcel_places
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
    WHERE $whole AND $origin = '' AND $destination = '' AND $cell = '' AND start_key = $province
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
    shops.shop_name,
    coalesce(judged.suspect, false) AS suspect,
    judged.rank,
    coalesce(shops.registered_region, shop_places.adcode) AS registered_region,
    sellers.parcels,
    sellers.all_parcels,
    sellers.parcels / CAST(sellers.all_parcels AS DOUBLE) AS share_of_shop,
    sellers.units,
    sellers.median_distance_km
FROM sellers
LEFT JOIN shops ON shops.shop_id = sellers.shop_id
LEFT JOIN shop_places ON shop_places.shop_id = sellers.shop_id
LEFT JOIN judged ON judged.shop_id = sellers.shop_id
WHERE
    (coalesce(judged.suspect, false) OR $everyone)
    AND (
        $registered = ''
        OR $registered IN (
            shop_places.adcode, shop_places.city_adcode, shop_places.province_adcode, shop_places.cell_1
        )
    )
ORDER BY sellers.parcels DESC, sellers.shop_id
LIMIT $most
