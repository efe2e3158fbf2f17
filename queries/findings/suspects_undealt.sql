-- Suspect shops that stay suspects when all that purchases say of them is left out: whom dealings with suspects alone made
-- one must not be what proves those dealings guilty.
-- Grain: one row per shop_id
-- Innocent reason: every reason carries its own.
WITH weighed AS (
    SELECT shop_id, sum(CAST(weight AS DECIMAL(18, 6))) AS weight
    FROM shop_evidence
    WHERE signal <> 'purchases'
    GROUP BY shop_id
)

SELECT shop_scores.shop_id, shops.owner_account_id
FROM shop_scores
JOIN shops ON shops.shop_id = shop_scores.shop_id
JOIN weighed ON weighed.shop_id = shop_scores.shop_id
JOIN cuts AS prior ON prior.name = 'prior_log_odds'
JOIN cuts AS cut ON cut.name = 'suspect_log_odds'
WHERE shop_scores.suspect AND prior.value + weighed.weight >= cut.value
ORDER BY shop_scores.shop_id
