-- Every shop, ordered by the evidence against it: prior plus weights. The score puts the sum on a scale from 0 to 1;
-- it orders shops and is not a probability of guilt. A suspect needs two independent kinds of evidence that speak.
-- Grain: one row per shop_id
-- Innocent reason: every reason carries its own.
WITH kinds AS (
    SELECT
        shop_id,
        kind,
        sum(CAST(weight AS DECIMAL(18, 6))) AS weight
    FROM shop_evidence
    GROUP BY shop_id, kind
),

sums AS (
    SELECT
        kinds.shop_id,
        sum(kinds.weight) AS weight,
        sum(CASE WHEN kinds.kind <> 'laboratory' THEN kinds.weight ELSE 0 END) AS weight_without_laboratory,
        count(*) FILTER (WHERE kinds.weight >= CAST(cuts.value AS DECIMAL(18, 6))) AS kinds,
        count(*) FILTER (WHERE kinds.weight >= CAST(cuts.value AS DECIMAL(18, 6)) AND kinds.kind <> 'laboratory')
            AS kinds_without_laboratory
    FROM kinds
    JOIN cuts ON cuts.name = 'kind_speaks'
    GROUP BY kinds.shop_id
),

scored AS (
    SELECT
        shops.shop_id,
        prior.value AS prior_log_odds,
        prior.value + CAST(coalesce(sums.weight, 0) AS DOUBLE) AS log_odds,
        coalesce(sums.kinds, 0) AS kinds,
        coalesce(sums.kinds, 0) >= needed.value
        AND prior.value + CAST(coalesce(sums.weight, 0) AS DOUBLE) >= cut.value AS suspect,
        coalesce(sums.kinds_without_laboratory, 0) >= needed.value
        AND prior.value + CAST(coalesce(sums.weight_without_laboratory, 0) AS DOUBLE) >= cut.value
            AS suspect_without_laboratory
    FROM shops
    LEFT JOIN sums ON sums.shop_id = shops.shop_id
    JOIN cuts AS prior ON prior.name = 'prior_log_odds'
    JOIN cuts AS cut ON cut.name = 'suspect_log_odds'
    JOIN cuts AS needed ON needed.name = 'kinds_needed'
)

SELECT
    scored.shop_id,
    1 / (1 + exp(-scored.log_odds)) AS score,
    row_number() OVER (ORDER BY scored.log_odds DESC, scored.shop_id) AS rank,
    scored.suspect,
    CAST(NULL AS VARCHAR) AS ring_id,
    coalesce(reasons.signals_available, []) AS signals_available,
    coalesce(reasons.reasons, []) AS reasons,
    reasons.signal_price,
    reasons.signal_complaints,
    reasons.signal_description,
    reasons.signal_photos,
    reasons.signal_geography,
    reasons.signal_transfers,
    reasons.signal_purchases,
    reasons.signal_test_buys,
    reasons.signal_authorised,
    scored.log_odds,
    scored.prior_log_odds,
    CAST(scored.kinds AS INTEGER) AS kinds,
    scored.suspect_without_laboratory
FROM scored
LEFT JOIN shop_signals AS reasons ON reasons.shop_id = scored.shop_id
ORDER BY scored.shop_id
