-- Chinese brand names of three or more characters with one character put by another of the same sound (阿迪达思).
-- Grain: one row per alias
WITH
brand_known_names AS (SELECT * FROM brand_known_names),
same_sounds AS (SELECT * FROM same_sounds),
names AS (
    SELECT alias, brand, unnest(generate_series(1, length(alias))) AS place
    FROM brand_known_names
    WHERE
        kind = 'name'
        AND is_searched
        AND regexp_matches(alias, '^[\x{3400}-\x{9fff}]{3,8}$')
        -- A short name that only the data brought may be made of everyday words (時尚屋).
        AND (source = 'seed' OR source = 'reference' AND length(alias) >= 4)
),
sounds AS (
    SELECT names.*, substring(alias, place, 1) AS letter, same_sounds.sound
    FROM names
    JOIN same_sounds ON same_sounds.character = substring(alias, place, 1)
),
respelt AS (
    SELECT
        left(sounds.alias, place - 1) || same_sounds.character || substring(sounds.alias, place + 1) AS alias,
        sounds.brand
    FROM sounds
    JOIN same_sounds ON same_sounds.sound = sounds.sound AND same_sounds.character <> sounds.letter
)
SELECT respelt.alias, min(respelt.brand) AS brand
FROM respelt
ANTI JOIN brand_known_names ON brand_known_names.alias = respelt.alias
GROUP BY respelt.alias
ORDER BY respelt.alias
