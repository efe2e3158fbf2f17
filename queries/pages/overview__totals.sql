-- Suspects and their sales at risk, each currency by itself, the one with most suspects first.
-- Grain: one row per currency
SELECT
    currency,
    count(*) AS suspects,
    CAST(sum(amount_at_risk) AS DECIMAL(38, 4)) AS amount_at_risk,
    CAST(sum(orders) AS BIGINT) AS orders
FROM shop_cases
WHERE suspect
GROUP BY currency
ORDER BY suspects DESC, currency
