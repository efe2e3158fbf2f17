-- The case for and against each shop: every signal that is on for it, its figure, what is usual among ordinary shops,
-- its weight and the innocent reading. The weights and the prior add up to the shop's log-odds.
-- Grain: one row per shop_id, signal
WITH bought AS (
    SELECT
        dealings.shop_id,
        'purchases' AS signal,
        'accounts' AS kind,
        CASE WHEN weight >= 0 THEN direction ELSE direction || '_ordinary' END AS level,
        CAST(coalesce(units_supplied, 0) + coalesce(units_bought, 0) AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        weight,
        'honest_supply' AS innocent_reading
    FROM dealings
    JOIN signal_status ON signal_status.signal = 'purchases' AND signal_status.is_on
),

tied AS (
    SELECT
        group_ties.shop_id,
        'links' AS signal,
        'accounts' AS kind,
        CASE WHEN weight >= 0 THEN 'with_suspicious' ELSE 'with_ordinary' END AS level,
        CAST(other_shops AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        weight,
        'shared_household' AS innocent_reading
    FROM group_ties
    JOIN signal_status ON signal_status.signal = 'links' AND signal_status.is_on
),

-- Both pass on what is known of others: where they point the same way, the weaker adds half.
hearsay AS (
    SELECT
        heard.* EXCLUDE (weight),
        heard.weight * CASE
            WHEN row_number() OVER (
                PARTITION BY heard.shop_id, heard.weight > 0 ORDER BY abs(heard.weight) DESC, heard.signal
            ) = 1 THEN 1
            ELSE cuts.value
        END AS weight
    FROM (SELECT * FROM bought UNION ALL SELECT * FROM tied) AS heard
    JOIN cuts ON cuts.name = 'same_kind_share'
),

together AS (
    SELECT shop_id, signal, kind, level, figure, usual, weight, innocent_reading FROM own_evidence
    UNION ALL
    SELECT shop_id, signal, kind, level, figure, usual, weight, innocent_reading FROM hearsay
),

-- Usual is the middle of the shops whose signal is no evidence against them.
usual AS (
    SELECT signal, median(figure) AS figure FROM together WHERE weight <= 0 GROUP BY signal
)

SELECT
    together.shop_id,
    together.signal,
    together.kind,
    together.level,
    together.figure,
    coalesce(together.usual, usual.figure) AS usual,
    round(together.weight, 6) AS weight,
    together.innocent_reading
FROM together
LEFT JOIN usual ON usual.signal = together.signal
ORDER BY together.shop_id, together.signal
