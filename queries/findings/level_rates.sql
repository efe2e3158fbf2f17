-- How usual each level of each signal is among sellers of fakes and among innocent shops of this marketplace,
-- estimated without labels: every shop counts as guilty as the other kinds of evidence make it (first_look), and the
-- reasoned shares stand in for shops not seen. The weight is the logarithm of the two shares' ratio.
-- Grain: one row per signal, level
-- Source: weight of evidence, I. J. Good (1950); one step of expectation-maximisation with a prior, Dempster, Laird
-- and Rubin (1977); leaving the signal itself out, as in co-training, Blum and Mitchell (1998).
WITH prior AS (
    SELECT 1 / (1 + exp(-value)) AS share FROM cuts WHERE name = 'prior_log_odds'
),

counted AS (
    SELECT
        shop_levels.signal,
        shop_levels.level,
        -- What the other kinds add to the prior; a shop they say nothing of teaches nothing about the guilty.
        sum(CAST(greatest(0, first_look.guilty - prior.share) / (1 - prior.share) AS DECIMAL(18, 9))) AS guilty,
        sum(CAST(1 - first_look.guilty AS DECIMAL(18, 9))) AS innocent,
        count(*) AS shops
    FROM shop_levels
    JOIN weights ON weights.signal = shop_levels.signal AND weights.level = shop_levels.level
    JOIN first_look ON first_look.shop_id = shop_levels.shop_id AND first_look.kind = weights.kind
    CROSS JOIN prior
    GROUP BY shop_levels.signal, shop_levels.level
),

-- Levels that this scan cannot reach (peers where every brand has its price) leave no share behind.
reachable AS (
    SELECT
        weights.*,
        coalesce(counted.guilty, 0) AS guilty,
        coalesce(counted.innocent, 0) AS innocent,
        coalesce(counted.shops, 0) AS shops,
        weights.level LIKE '%peers%' AS is_peers
    FROM weights
    LEFT JOIN counted ON counted.signal = weights.signal AND counted.level = weights.level
),

groups AS (
    SELECT signal, is_peers, CAST(sum(guilty) AS DOUBLE) AS guilty, CAST(sum(innocent) AS DOUBLE) AS innocent
    FROM reachable
    GROUP BY signal, is_peers
),

measured AS (
    SELECT
        reachable.signal,
        reachable.level,
        reachable.kind,
        reachable.innocent_reading,
        reachable.is_ordinary,
        reachable.shops,
        (prior_guilty.value * reachable.share_guilty + CAST(reachable.guilty AS DOUBLE))
        / (prior_guilty.value + groups.guilty) AS share_guilty,
        (prior_innocent.value * reachable.share_innocent + CAST(reachable.innocent AS DOUBLE))
        / (prior_innocent.value + groups.innocent) AS share_innocent
    FROM reachable
    JOIN groups ON groups.signal = reachable.signal AND groups.is_peers = reachable.is_peers
    JOIN cuts AS prior_guilty ON prior_guilty.name = 'prior_shops_guilty'
    JOIN cuts AS prior_innocent ON prior_innocent.name = 'prior_shops_innocent'
)

SELECT
    measured.signal,
    measured.level,
    measured.kind,
    measured.innocent_reading,
    measured.shops,
    measured.share_guilty,
    measured.share_innocent,
    greatest(
        least(
            ln(measured.share_guilty / measured.share_innocent),
            CASE WHEN measured.is_ordinary THEN 0 ELSE most.value END
        ),
        least_cut.value
    ) AS weight
FROM measured
JOIN cuts AS most ON most.name = 'weight_most'
JOIN cuts AS least_cut ON least_cut.name = 'weight_least'
ORDER BY measured.signal, measured.level
