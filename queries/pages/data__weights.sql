-- What each level of each signal weighs in this scan: how usual it is among sellers of fakes and among innocent shops,
-- as reasoned beforehand and as this scan's own shops have it.
-- Grain: one row per signal, level
WITH weights AS (
    SELECT * FROM weights
),

level_rates AS (
    SELECT * FROM level_rates
)

SELECT
    weights.signal,
    weights.level,
    weights.kind,
    level_rates.shops,
    weights.share_guilty AS reasoned_share_guilty,
    weights.share_innocent AS reasoned_share_innocent,
    level_rates.share_guilty,
    level_rates.share_innocent,
    level_rates.weight,
    weights.innocent_reading,
    weights.reason
FROM weights
LEFT JOIN level_rates ON level_rates.signal = weights.signal AND level_rates.level = weights.level
ORDER BY weights.signal, level_rates.weight DESC NULLS LAST, weights.level
LIMIT $most
