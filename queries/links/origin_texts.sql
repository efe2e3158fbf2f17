-- Addresses from which parcels start, and those of destinations that end alike, reduced to what stays the same however
-- they are written: no spaces or punctuation, full-width letters and digits plain, a hyphen between numbers read as 号.
-- `ending` is the first number with the two characters before it: equal doors have equal endings.
-- Grain: one row per written_text
-- Off without: addresses.
WITH written AS (
    SELECT origin_address AS written_text, TRUE AS is_origin FROM shipments WHERE origin_address IS NOT NULL
    UNION ALL
    SELECT destination_address AS written_text, FALSE AS is_origin FROM shipments WHERE destination_address IS NOT NULL
),

texts AS (
    SELECT written_text, bool_or(is_origin) AS is_origin
    FROM written
    GROUP BY written_text
),

plain AS (
    SELECT
        written_text,
        is_origin,
        replace(lower(translate(
            written_text,
            '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－—–−〜、，。（）＃臺　',
            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-----,,.()#台 '
        )), '之', '-') AS text
    FROM texts
),

stripped AS (
    SELECT
        written_text,
        is_origin,
        regexp_replace(
            regexp_replace(
                regexp_replace(text, '([0-9])[[:punct:][:space:]]+([0-9])', '\1号\2', 'g'),
                '[[:space:][:punct:]]', '', 'g'
            ),
            '^(中国|中國)', '', 'g'
        ) AS text
    FROM plain
),

ended AS (
    SELECT written_text, is_origin, text, regexp_extract(text, '^[^0-9]*?([^0-9]{0,2}[0-9]+)', 1) AS ending
    FROM stripped
)

SELECT ended.written_text, ended.is_origin, ended.text, ended.ending
FROM ended
LEFT JOIN (SELECT DISTINCT ending FROM ended WHERE is_origin) AS origins ON origins.ending = ended.ending
WHERE ended.text <> '' AND (ended.is_origin OR origins.ending IS NOT NULL)
ORDER BY ended.written_text
