-- Where parcels start, counted for the map over the whole time: by place of each size, by the province where they start
-- and, under the key '', from anywhere. Suspects stand one by one, as one may have been cleared; all others together.
-- level: province, city and district; cell_1, cell_2 and cell_3, the hexagons; all, with one place ''.
-- place_key: empty for parcels that could not be placed. city_key: where most parcels of a hexagon start, everybody's.
-- shop_id: empty for all shops that are not suspect together; shops says how many.
-- Grain: one row per level, start_key, place_key, suspect, shop_id
-- Innocent reason: a busy place alone is no evidence: markets, agencies and warehouses send for many.
WITH levels AS (
    SELECT unnest(['all', 'province', 'city', 'district', 'cell_1', 'cell_2', 'cell_3']) AS level
),

places AS (
    SELECT
        shop_id, suspect, origin_province_key, origin_city_key, level,
        coalesce(
            CASE level
                WHEN 'all' THEN '' WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key
                WHEN 'district' THEN origin_district_key WHEN 'cell_1' THEN origin_cell_1
                WHEN 'cell_2' THEN origin_cell_2 ELSE origin_cell_3
            END, ''
        ) AS place,
        parcels, units, undated_parcels, guessed_parcels, first_seen_at, last_seen_at
    FROM map_starts
    CROSS JOIN levels
),

started AS (
    SELECT *, origin_province_key AS start_key FROM places WHERE origin_province_key IS NOT NULL
    UNION ALL
    SELECT *, '' AS start_key FROM places
),

cities AS (
    SELECT level, start_key, place, origin_city_key AS city_key
    FROM started
    WHERE level LIKE 'cell%' AND place <> '' AND origin_city_key IS NOT NULL
    GROUP BY level, start_key, place, origin_city_key
    QUALIFY row_number() OVER (PARTITION BY level, start_key, place ORDER BY sum(parcels) DESC, origin_city_key) = 1
)

SELECT
    started.level,
    started.start_key,
    started.place AS place_key,
    any_value(cities.city_key) AS city_key,
    started.suspect,
    CASE WHEN started.suspect THEN started.shop_id ELSE '' END AS shop_id,
    CAST(sum(started.parcels) AS BIGINT) AS parcels,
    CAST(sum(started.units) AS BIGINT) AS units,
    count(DISTINCT started.shop_id) AS shops,
    CAST(sum(started.undated_parcels) AS BIGINT) AS undated_parcels,
    CAST(sum(started.guessed_parcels) AS BIGINT) AS guessed_parcels,
    min(started.first_seen_at) AS first_seen_at,
    max(started.last_seen_at) AS last_seen_at
FROM started
LEFT JOIN cities
    ON cities.level = started.level AND cities.start_key = started.start_key AND cities.place = started.place
GROUP BY ALL
ORDER BY started.level, started.start_key, suspect, shop_id, place_key
