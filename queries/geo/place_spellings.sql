-- Each region's own names: full, short, traditional, English; lower case, spaces and punctuation gone, 臺 written 台.
-- Grain: one row per adcode, script, name
WITH spelled AS (
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
    UNION
    SELECT adcode, 'english' AS script, name_en AS name FROM places
)

SELECT DISTINCT
    adcode,
    script,
    regexp_replace(replace(lower(name), '臺', '台'), '[[:space:][:punct:]]', '', 'g') AS name
FROM spelled
ORDER BY adcode, script, name
