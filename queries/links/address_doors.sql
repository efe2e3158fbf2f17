-- What each address says once the names of province, city and district are taken off its head: the street and the house
-- number, without floor, room or stall (`door`); `is_door` is false where no number tells which door of the street.
-- Grain: one row per written_text
-- Off without: addresses.
WITH lengths AS (
    SELECT DISTINCT length(name) AS characters FROM place_names
),

regions AS (
    SELECT origin_texts.written_text, max(length(place_names.name)) AS characters
    FROM origin_texts
    JOIN lengths ON lengths.characters < length(origin_texts.text)
    JOIN place_names ON place_names.name = left(origin_texts.text, lengths.characters)
    -- Latin letters have no fixed word ends.
    WHERE NOT regexp_matches(place_names.name, '[a-z]')
    GROUP BY origin_texts.written_text
),

rests AS (
    SELECT
        origin_texts.written_text,
        origin_texts.text,
        -- Towns and sub-districts are written or left out at will; so is the class left behind by a short name.
        regexp_replace(
            regexp_replace(
                substr(origin_texts.text, 1 + coalesce(regions.characters, 0)), '^(省|市|地区|自治州|盟|区|县|旗)', '', 'g'
            ),
            '(街道|镇|乡)', '', 'g'
        ) AS rest
    FROM origin_texts
    LEFT JOIN regions ON regions.written_text = origin_texts.written_text
),

numbered AS (
    SELECT
        written_text,
        rest,
        -- Chinese puts the number last. A lane has numbers of its own (运河路310弄8号), so have the areas of a market, and
        -- behind the house number of a market or an office building stands the stall or room that is the door.
        CASE
            WHEN regexp_matches(rest, '[一-鿿]')
                THEN regexp_extract(
                    rest,
                    '^(.*?[^0-9]{2}[0-9]+(?:(?:弄|巷|区)[^0-9]{0,2}[0-9]+)?'
                    || '(?:[^0-9]*(?:市场|城|广场|大厦|大楼|商厦|中心|园)[^0-9]*[0-9]+(?:区[^0-9]{0,2}[0-9]+)?)?)',
                    1
                )
            WHEN regexp_matches(rest, '[0-9]') THEN rest
            ELSE ''
        END AS door
    FROM rests
)

SELECT
    written_text,
    coalesce(nullif(door, ''), rest) AS door,
    door <> '' AS is_door
FROM numbered
WHERE rest <> ''
ORDER BY written_text
