-- Every shop, ordered by the evidence against it: prior plus weights. The score puts the sum on a scale from 0 to 1;
-- it orders shops and is not a probability of guilt. A suspect needs two independent kinds of evidence that speak; a group
-- under common control with a suspect shop in it is a ring, and all of its shops carry its id.
-- Grain: one row per shop_id
-- Innocent reason: every reason carries its own.
WITH scored AS (
    SELECT
        shops.shop_id,
        group_shops.group_id,
        prior.value AS prior_log_odds,
        prior.value + coalesce(shop_sums.weight, 0) AS log_odds,
        coalesce(shop_sums.kinds, 0) AS kinds,
        coalesce(shop_sums.kinds, 0) >= needed.value
        AND prior.value + coalesce(shop_sums.weight, 0) >= cut.value AS suspect,
        coalesce(shop_sums.kinds_without_laboratory, 0) >= needed.value
        AND prior.value + coalesce(shop_sums.weight_without_laboratory, 0) >= cut.value AS suspect_without_laboratory
    FROM shops
    LEFT JOIN shop_sums ON shop_sums.shop_id = shops.shop_id
    LEFT JOIN group_shops ON group_shops.shop_id = shops.shop_id
    JOIN cuts AS prior ON prior.name = 'prior_log_odds'
    JOIN cuts AS cut ON cut.name = 'suspect_log_odds'
    JOIN cuts AS needed ON needed.name = 'kinds_needed'
),

rings AS (
    -- A ring is two accounts or more; one person's two accounts and a single shop are none.
    SELECT scored.group_id
    FROM scored
    JOIN group_names ON group_names.group_id = scored.group_id
    WHERE group_names.accounts > 1 AND (group_names.shops > 1 OR group_names.persons > 1)
    GROUP BY scored.group_id
    HAVING bool_or(scored.suspect)
)

SELECT
    scored.shop_id,
    1 / (1 + exp(-scored.log_odds)) AS score,
    row_number() OVER (ORDER BY scored.log_odds DESC, scored.shop_id) AS rank,
    scored.suspect,
    rings.group_id AS ring_id,
    coalesce(reasons.signals_available, []) AS signals_available,
    coalesce(reasons.reasons, []) AS reasons,
    reasons.signal_price,
    reasons.signal_complaints,
    reasons.signal_description,
    reasons.signal_photos,
    reasons.signal_geography,
    reasons.signal_transfers,
    reasons.signal_purchases,
    reasons.signal_links,
    reasons.signal_test_buys,
    reasons.signal_authorised,
    scored.log_odds,
    scored.prior_log_odds,
    CAST(scored.kinds AS INTEGER) AS kinds,
    scored.suspect_without_laboratory
FROM scored
LEFT JOIN rings ON rings.group_id = scored.group_id
LEFT JOIN shop_signals AS reasons ON reasons.shop_id = scored.shop_id
ORDER BY scored.shop_id
