-- Where parcels start, as hexagons: the parcels in question beside all that start there.
-- Grain: one row per cell
WITH kept AS (
    SELECT
        parcel_places.shop_id,
        coalesce(shop_scores.suspect, false) OR $everyone AS is_meant,
        parcel_places.origin_city_key,
        CASE $size WHEN 1 THEN origin_cell_1 WHEN 2 THEN origin_cell_2 ELSE origin_cell_3 END AS cell
    FROM parcel_places
    LEFT JOIN shop_scores ON shop_scores.shop_id = parcel_places.shop_id
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
),

by_shop AS (
    SELECT cell, shop_id, is_meant, origin_city_key, count(*) AS parcels
    FROM kept
    WHERE cell IS NOT NULL
    GROUP BY cell, shop_id, is_meant, origin_city_key
),

-- A hexagon has the name of the city where most of its parcels start; of two the one whose key comes first.
named AS (
    SELECT cell, origin_city_key
    FROM by_shop
    WHERE origin_city_key IS NOT NULL
    GROUP BY cell, origin_city_key
    QUALIFY row_number() OVER (PARTITION BY cell ORDER BY sum(parcels) DESC, origin_city_key) = 1
),

cells AS (
    SELECT
        cell,
        CAST(coalesce(sum(parcels) FILTER (WHERE is_meant), 0) AS BIGINT) AS parcels,
        CAST(sum(parcels) AS BIGINT) AS all_parcels,
        count(DISTINCT shop_id) FILTER (WHERE is_meant) AS shops,
        count(DISTINCT shop_id) AS all_shops
    FROM by_shop
    GROUP BY cell
)

SELECT
    cells.cell,
    cells.parcels,
    cells.all_parcels,
    cells.shops,
    cells.all_shops,
    map_regions.name_zh,
    map_regions.name_en
FROM cells
LEFT JOIN named ON named.cell = cells.cell
LEFT JOIN map_regions ON map_regions.region_key = named.origin_city_key
ORDER BY cells.parcels DESC, cells.all_parcels DESC, cells.cell
LIMIT $most
