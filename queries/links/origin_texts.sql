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
        replace(lower(
            -- Most texts hold none of these, and to look for them is far quicker than to carry over each character.
            CASE WHEN regexp_matches(written_text, '[０-９Ａ-Ｚａ-ｚ－—–−〜、，。（）＃臺　]') THEN translate(
                written_text,
                '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ－—–−〜、，。（）＃臺　',
                '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-----,,.()#台 '
            ) ELSE written_text END
        ), '之', '-') AS text
    FROM texts
),

stripped AS (
    SELECT
        written_text,
        is_origin,
        CASE WHEN regexp_matches(text, '[[:space:][:punct:]]') THEN regexp_replace(
            regexp_replace(text, '([0-9])[[:punct:][:space:]]+([0-9])', '\1号\2', 'g'),
            '[[:space:][:punct:]]', '', 'g'
        ) ELSE text END AS text
    FROM plain
),

headed AS (
    SELECT
        written_text,
        is_origin,
        CASE WHEN left(text, 2) IN ('中国', '中國') THEN substr(text, 3) ELSE text END AS text
    FROM stripped
),

ended AS (
    SELECT written_text, is_origin, text, regexp_extract(text, '[^0-9]{0,2}[0-9]+', 0) AS ending
    FROM headed
)

SELECT ended.written_text, ended.is_origin, ended.text, ended.ending
FROM ended
SEMI JOIN (SELECT ending FROM ended WHERE is_origin) AS origins ON origins.ending = ended.ending
WHERE ended.text <> ''
ORDER BY ended.written_text
