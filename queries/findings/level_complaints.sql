-- How a shop's counterfeit complaints compare with what its category draws.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: a rival in a burst, a mistaken buyer.
SELECT
    shop_id,
    'complaints' AS signal,
    CASE
        WHEN steady_voices = 0 AND expected >= 1 THEN 'none'
        WHEN steady_voices = 0 THEN 'none_few'
        -- A third of a complaint stands in on both sides, so that one voice among few orders is not yet a storm.
        WHEN (steady_voices + 0.3) / (expected + 0.3) >= 6 AND steady_voices >= 3 THEN 'very_high'
        WHEN (steady_voices + 0.3) / (expected + 0.3) >= 3 AND steady_voices >= 2 THEN 'high'
        WHEN (steady_voices + 0.3) / (expected + 0.3) >= 1.7 THEN 'raised'
        WHEN steady_voices < expected THEN 'below_usual'
        ELSE 'usual'
    END AS level,
    100.0 * steady_voices / orders AS figure,
    100.0 * expected / orders AS usual,
    1 AS support
FROM shop_complaints
ORDER BY shop_id
