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

cells AS (
    SELECT
        cell,
        count(*) FILTER (WHERE is_meant) AS parcels,
        count(*) AS all_parcels,
        count(DISTINCT shop_id) FILTER (WHERE is_meant) AS shops,
        count(DISTINCT shop_id) AS all_shops,
        mode(origin_city_key ORDER BY origin_city_key) AS region_key
    FROM kept
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
LEFT JOIN map_regions ON map_regions.region_key = cells.region_key
ORDER BY cells.parcels DESC, cells.all_parcels DESC, cells.cell
LIMIT $most
