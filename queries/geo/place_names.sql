-- The ways a region is written: any of its spellings, with or without those of the regions above it. A name that two
-- regions of one level share names none of them.
-- Grain: one row per name
WITH above AS (
    SELECT adcode, script, name FROM place_spellings
    UNION ALL
    SELECT '' AS adcode, script, '' AS name
    FROM (VALUES ('simplified'), ('traditional'), ('english')) AS scripts(script)
),

-- In English the smaller comes first, and only the region right above is named.
shapes AS (
    SELECT DISTINCT
        places.adcode,
        places.level,
        place_spellings.script,
        place_spellings.name,
        CASE
            WHEN flags.province AND places.level <> 'province' AND place_spellings.script <> 'english'
                THEN places.province_adcode
            ELSE ''
        END AS province_adcode,
        CASE
            WHEN flags.city AND place_spellings.script = 'english' THEN coalesce(places.parent_adcode, '')
            WHEN flags.city AND places.level = 'district' THEN coalesce(places.city_adcode, '')
            ELSE ''
        END AS city_adcode
    FROM places
    JOIN place_spellings ON place_spellings.adcode = places.adcode
    CROSS JOIN (VALUES (true, true), (true, false), (false, true), (false, false)) AS flags(province, city)
),

composed AS (
    SELECT
        shapes.adcode,
        shapes.level,
        CASE
            WHEN shapes.script = 'english' THEN shapes.name || cities.name
            ELSE provinces.name || cities.name || shapes.name
        END AS name
    FROM shapes
    JOIN above AS provinces ON provinces.adcode = shapes.province_adcode AND provinces.script = shapes.script
    JOIN above AS cities ON cities.adcode = shapes.city_adcode AND cities.script = shapes.script
    -- A district's English name alone is shared too often to name it.
    WHERE shapes.script <> 'english' OR shapes.level <> 'district' OR shapes.city_adcode <> ''
),

keyed AS (
    SELECT DISTINCT
        name,
        adcode,
        CASE level WHEN 'country' THEN 0 WHEN 'province' THEN 1 WHEN 'city' THEN 2 ELSE 3 END AS depth
    FROM composed
),

highest AS (
    SELECT name, min(depth) AS depth
    FROM keyed
    GROUP BY name
)

SELECT keyed.name, min(keyed.adcode) AS adcode
FROM keyed
JOIN highest ON highest.name = keyed.name AND highest.depth = keyed.depth
WHERE length(keyed.name) >= 2
GROUP BY keyed.name
HAVING count(*) = 1
ORDER BY keyed.name
