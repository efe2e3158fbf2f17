-- What speaks for and against a single listing: its price, its text, its photos, its own test buys.
-- Grain: one row per listing_id, signal
WITH asked AS (
    SELECT *,
        CASE WHEN price_basis IN ('category', 'peers') THEN 'peers' ELSE 'reference' END AS measure,
        CASE WHEN price_basis IN ('category', 'peers') THEN spreads_below ELSE price_ratio END AS measured
    FROM judged_prices
    WHERE is_asked AND price_use = 'used'
),

observed AS (
    SELECT asked.listing_id, 'price' AS signal, price_bands.level, asked.price_ratio AS figure, 0.5 AS support
    FROM asked
    JOIN price_bands
        ON
            price_bands.measure = asked.measure
            AND price_bands.is_explained = (asked.price_explained IS NOT NULL)
            AND asked.measured >= price_bands.low
            AND asked.measured < price_bands.high
    UNION ALL
    SELECT listing_id, 'description' AS signal,
        CASE WHEN disguise IS NOT NULL AND NOT is_fits THEN 'disguised_once' ELSE 'slang' END AS level,
        1 AS figure, 1 AS support
    FROM listing_text
    WHERE disguise IS NOT NULL AND NOT is_fits OR array_length(code_words) > 0 OR array_length(slang_terms) > 0
    UNION ALL
    SELECT listing_id, 'photos' AS signal,
        CASE WHEN logo_obscured OR has_front_photo IS FALSE THEN 'some' ELSE 'none' END AS level,
        CASE WHEN logo_obscured OR has_front_photo IS FALSE THEN 1 ELSE 0 END AS figure, 1 AS support
    FROM listings
    WHERE logo_obscured IS NOT NULL OR has_front_photo IS NOT NULL
),

weighed AS (
    SELECT observed.listing_id, observed.signal, observed.level, CAST(observed.figure AS DOUBLE) AS figure,
        observed.support * level_rates.weight AS weight, level_rates.innocent_reading
    FROM observed
    JOIN level_rates ON level_rates.signal = observed.signal AND level_rates.level = observed.level
    UNION ALL
    SELECT test_buys.listing_id, 'test_buys' AS signal, min(test_buys.verdict) AS level,
        count(*) FILTER (WHERE test_buys.verdict = 'counterfeit') / CAST(count(*) AS DOUBLE) AS figure,
        max(CASE WHEN test_buys.verdict = 'counterfeit' THEN fake.value ELSE 0 END)
        + min(CASE WHEN test_buys.verdict = 'genuine' THEN true_goods.value ELSE 0 END) AS weight,
        'deceived_by_supplier' AS innocent_reading
    FROM test_buys
    JOIN cuts AS fake ON fake.name = 'counterfeit_verdict'
    JOIN cuts AS true_goods ON true_goods.name = 'genuine_verdict'
    WHERE test_buys.verdict IN ('counterfeit', 'genuine') AND test_buys.listing_id IS NOT NULL
    GROUP BY test_buys.listing_id
),

usual AS (
    SELECT signal, median(figure) AS figure FROM weighed WHERE weight <= 0 GROUP BY signal
)

-- Usual is the middle of the listings whose signal is no evidence against them.
SELECT
    weighed.listing_id,
    weighed.signal,
    weighed.level,
    weighed.figure,
    usual.figure AS usual,
    round(weighed.weight, 6) AS weight,
    weighed.innocent_reading
FROM weighed
LEFT JOIN usual ON usual.signal = weighed.signal
ORDER BY weighed.listing_id, weighed.signal
