-- What a shop's own records say, before anything is known of whom it deals with. Of two signals from one source of
-- record that point the same way, the weaker adds half.
-- Grain: one row per shop_id, signal
WITH levelled AS (
    SELECT
        shop_levels.shop_id, shop_levels.signal, level_rates.kind, shop_levels.level, shop_levels.figure,
        shop_levels.usual,
        shop_levels.support * level_rates.weight AS weight, level_rates.innocent_reading
    FROM shop_levels
    JOIN level_rates ON level_rates.signal = shop_levels.signal AND level_rates.level = shop_levels.level
),

authorisations AS (
    SELECT
        shop_authorisations.shop_id, 'authorised' AS signal, 'laboratory' AS kind,
        CASE WHEN authorised >= 0.5 * listings THEN 'most' ELSE 'some' END AS level,
        authorised / CAST(listings AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        CASE WHEN authorised >= 0.5 * listings THEN most_cut.value ELSE part_cut.value END AS weight,
        'authorised_by_brand' AS innocent_reading
    FROM shop_authorisations
    JOIN cuts AS most_cut ON most_cut.name = 'authorised_most'
    JOIN cuts AS part_cut ON part_cut.name = 'authorised_some'
),

together AS (
    SELECT * FROM levelled
    UNION ALL
    SELECT shop_id, 'test_buys' AS signal, 'laboratory' AS kind, level, figure,
        0.0 AS usual, weight, innocent_reading
    FROM verdicts
    UNION ALL
    SELECT * FROM authorisations
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY shop_id, kind, weight > 0 ORDER BY abs(weight) DESC, signal
        ) AS place
    FROM together
)

SELECT
    ranked.shop_id,
    ranked.signal,
    ranked.kind,
    ranked.level,
    ranked.figure,
    ranked.usual,
    ranked.weight * CASE WHEN ranked.place = 1 THEN 1 ELSE cuts.value END AS weight,
    ranked.innocent_reading
FROM ranked
JOIN cuts ON cuts.name = 'same_kind_share'
ORDER BY ranked.shop_id, ranked.signal
