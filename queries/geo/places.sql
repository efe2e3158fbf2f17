-- Every region that a code can name: China's divisions and the data's own regions, which win where both know a code.
-- Coordinates are a point inside the region, where its people are; a few new divisions have none.
-- Grain: one row per adcode
WITH own AS (
    SELECT * FROM regions
),

own_tree AS (
    SELECT
        own.adcode,
        own.name,
        coalesce(
            own.level,
            CASE WHEN parents.adcode IS NULL THEN 'province' WHEN grandparents.adcode IS NULL THEN 'city' ELSE 'district' END
        ) AS level,
        own.parent_adcode,
        parents.level AS parent_level,
        grandparents.adcode AS grandparent_adcode,
        own.latitude,
        own.longitude
    FROM own
    LEFT JOIN own AS parents ON parents.adcode = own.parent_adcode
    LEFT JOIN own AS grandparents ON grandparents.adcode = parents.parent_adcode
),

own_places AS (
    SELECT
        adcode,
        name AS name_zh,
        name AS name_zh_short,
        name AS name_zh_traditional,
        name AS name_en,
        level,
        parent_adcode,
        CASE
            WHEN level = 'province' THEN adcode
            WHEN level = 'city' OR (level = 'district' AND parent_level = 'province') THEN parent_adcode
            WHEN level = 'district' THEN grandparent_adcode
        END AS province_adcode,
        CASE
            WHEN level = 'city' THEN adcode
            WHEN level = 'district' AND parent_level IS DISTINCT FROM 'province' THEN parent_adcode
        END AS city_adcode,
        latitude,
        longitude,
        'regions' AS source
    FROM own_tree
)

SELECT * FROM own_places
UNION ALL
SELECT
    divisions.adcode,
    divisions.name_zh,
    divisions.name_zh_short,
    divisions.name_zh_traditional,
    divisions.name_en,
    divisions.level,
    divisions.parent_adcode,
    divisions.province_adcode,
    divisions.city_adcode,
    CAST(divisions.latitude AS DOUBLE) AS latitude,
    CAST(divisions.longitude AS DOUBLE) AS longitude,
    'divisions' AS source
FROM divisions
LEFT JOIN own_places ON own_places.adcode = divisions.adcode
WHERE own_places.adcode IS NULL
ORDER BY adcode
