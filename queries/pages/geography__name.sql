-- What a region or hexagon that was picked is called: its own name or, of a hexagon, that of its busiest region; and
-- where the map puts that region.
-- Grain: one row
WITH named AS (
    SELECT name_zh, name_en, latitude, longitude, 0 AS place, 0 AS parcels
    FROM map_regions
    WHERE region_key = $key
    UNION ALL
    SELECT
        map_regions.name_zh, map_regions.name_en, map_regions.latitude, map_regions.longitude, 1 AS place,
        sum(map_starts.parcels) AS parcels
    FROM map_starts
    JOIN map_regions ON map_regions.region_key = map_starts.origin_city_key
    WHERE $key IN (map_starts.origin_cell_1, map_starts.origin_cell_2, map_starts.origin_cell_3)
    GROUP BY map_regions.name_zh, map_regions.name_en, map_regions.latitude, map_regions.longitude
)

SELECT name_zh, name_en, latitude, longitude
FROM named
ORDER BY place, parcels DESC, name_zh
LIMIT 1
