-- Where parcels start, as hexagons: the parcels in question beside all that start there.
-- $whole: the window is the whole time, undated parcels too; then counts of the scan are read, else the parcels.
-- Grain: one row per cell
WITH seen AS (
    SELECT
        shop_id,
        origin_city_key,
        CASE $size WHEN 1 THEN origin_cell_1 WHEN 2 THEN origin_cell_2 ELSE origin_cell_3 END AS cell,
        count(*) AS parcels
    FROM parcel_places
    WHERE NOT $whole AND seen_at >= $since AND seen_at < $until AND ($province = '' OR origin_province_key = $province)
    GROUP BY shop_id, origin_city_key, cell
),

by_shop AS (
    SELECT
        shop_id,
        suspect,
        origin_city_key,
        CASE $size WHEN 1 THEN origin_cell_1 WHEN 2 THEN origin_cell_2 ELSE origin_cell_3 END AS cell,
        parcels
    FROM map_starts
    WHERE $whole AND ($province = '' OR origin_province_key = $province)
    UNION ALL
    SELECT seen.shop_id, coalesce(shop_scores.suspect, false) AS suspect, seen.origin_city_key, seen.cell, seen.parcels
    FROM seen
    LEFT JOIN shop_scores ON shop_scores.shop_id = seen.shop_id
),

-- A hexagon has the name of the city where most of its parcels start; of two the one whose key comes first.
named AS (
    SELECT cell, origin_city_key
    FROM by_shop
    WHERE origin_city_key IS NOT NULL AND cell IS NOT NULL
    GROUP BY cell, origin_city_key
    QUALIFY row_number() OVER (PARTITION BY cell ORDER BY sum(parcels) DESC, origin_city_key) = 1
),

cells AS (
    SELECT
        cell,
        CAST(coalesce(sum(parcels) FILTER (WHERE suspect OR $everyone), 0) AS BIGINT) AS parcels,
        CAST(sum(parcels) AS BIGINT) AS all_parcels,
        count(DISTINCT shop_id) FILTER (WHERE suspect OR $everyone) AS shops,
        count(DISTINCT shop_id) AS all_shops
    FROM by_shop
    WHERE cell IS NOT NULL
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
