-- The reasons of every shop as people read them: each signal that is on for it with its strength in words, and how
-- unusual it is among the suspects, so that what sets one of them apart can be named.
-- Grain: one row per shop_id, signal
WITH named AS (
    SELECT
        shop_evidence.*,
        strengths.strength
    FROM shop_evidence
    JOIN strengths ON strengths.measure = 'signal' AND strengths.low <= shop_evidence.weight
    QUALIFY row_number() OVER (
        PARTITION BY shop_evidence.shop_id, shop_evidence.signal ORDER BY strengths.low DESC
    ) = 1
),

suspects AS (
    SELECT count(*) AS shops FROM shop_scores WHERE suspect
),

-- How many suspects show the same signal as heavily: the fewer, the more it sets this one apart.
among_suspects AS (
    SELECT
        named.shop_id,
        named.signal,
        count(*) OVER (PARTITION BY named.signal ORDER BY named.weight DESC, named.figure DESC) AS shops
    FROM named
    JOIN shop_scores ON shop_scores.shop_id = named.shop_id AND shop_scores.suspect
)

SELECT
    named.shop_id,
    named.signal,
    named.kind,
    named.level,
    named.figure,
    named.usual,
    named.weight,
    named.strength,
    named.innocent_reading,
    among_suspects.shops AS suspects_alike,
    suspects.shops AS suspects
FROM named
CROSS JOIN suspects
LEFT JOIN among_suspects ON among_suspects.shop_id = named.shop_id AND among_suspects.signal = named.signal
ORDER BY named.shop_id, named.signal
