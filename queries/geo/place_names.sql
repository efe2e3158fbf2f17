-- The ways a region's name is written: full or short, simplified or traditional, with or without the regions above
-- it, spaces and punctuation gone and 臺 written 台. A name that two regions of one level share names none of them.
-- Grain: one row per name
WITH written AS (
    SELECT adcode, 'simplified' AS script, name_zh AS name FROM places
    UNION
    SELECT adcode, 'simplified' AS script, name_zh_short AS name FROM places
    UNION
    SELECT adcode, 'traditional' AS script, name_zh_traditional AS name FROM places
    UNION
    -- The class stays behind: 新北市 shortens to 新北 in traditional characters as in simplified ones.
    SELECT adcode, 'traditional' AS script, left(name_zh_traditional, length(name_zh_short)) AS name
    FROM places
    WHERE left(name_zh, length(name_zh_short)) = name_zh_short
),

above AS (
    SELECT adcode, script, name FROM written
    UNION ALL
    SELECT '' AS adcode, script, '' AS name FROM (VALUES ('simplified'), ('traditional')) AS scripts(script)
),

composed AS (
    SELECT places.adcode, places.level, provinces.name || cities.name || written.name AS name
    FROM places
    JOIN written ON written.adcode = places.adcode
    JOIN above AS provinces
        ON
            provinces.script = written.script
            AND provinces.adcode IN ('', CASE WHEN places.level = 'province' THEN '' ELSE places.province_adcode END)
    JOIN above AS cities
        ON
            cities.script = written.script
            AND cities.adcode IN ('', CASE WHEN places.level = 'district' THEN places.city_adcode ELSE '' END)
    UNION ALL
    SELECT places.adcode, places.level, places.name_en || parents.name AS name
    FROM places
    JOIN (
        SELECT adcode, name_en AS name FROM places
        UNION ALL
        SELECT '' AS adcode, '' AS name
    ) AS parents ON parents.adcode IN ('', places.parent_adcode)
    WHERE places.level <> 'district' OR parents.name <> ''
),

keyed AS (
    SELECT DISTINCT
        regexp_replace(replace(lower(name), '臺', '台'), '[[:space:][:punct:]]', '', 'g') AS name,
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
