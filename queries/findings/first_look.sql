-- What all other kinds of evidence say of a shop by the reasoned weights alone, once for each kind left out.
-- A signal is then measured against this opinion, in which it had no say (level_rates).
-- Grain: one row per shop_id, kind
WITH reasoned AS (
    SELECT
        shop_levels.shop_id,
        weights.kind,
        sum(CAST(shop_levels.support * ln(weights.share_guilty / weights.share_innocent) AS DECIMAL(18, 9))) AS weight
    FROM shop_levels
    JOIN weights ON weights.signal = shop_levels.signal AND weights.level = shop_levels.level
    GROUP BY shop_levels.shop_id, weights.kind
    UNION ALL
    SELECT shop_id, 'laboratory' AS kind, CAST(weight AS DECIMAL(18, 9)) AS weight FROM verdicts
),

whole AS (
    SELECT shop_id, sum(weight) AS weight FROM reasoned GROUP BY shop_id
)

SELECT
    whole.shop_id,
    kinds.kind,
    1 / (1 + exp(-CAST(whole.weight - coalesce(reasoned.weight, 0) AS DOUBLE) - cuts.value)) AS guilty
FROM whole
CROSS JOIN (SELECT DISTINCT kind FROM weights) AS kinds
LEFT JOIN reasoned ON reasoned.shop_id = whole.shop_id AND reasoned.kind = kinds.kind
JOIN cuts ON cuts.name = 'prior_log_odds'
ORDER BY whole.shop_id, kinds.kind
