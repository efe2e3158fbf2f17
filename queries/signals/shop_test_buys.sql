-- What the laboratory or the brand said of goods bought from the shop. Verdicts that are pending or inconclusive
-- say nothing yet.
-- Grain: one row per shop_id
-- Innocent reason: a verdict covers its item; a shop may have been deceived by its supplier.
-- Off without: test_buys.
SELECT
    shop_id,
    count(*) FILTER (WHERE verdict IN ('counterfeit', 'genuine')) AS decided,
    count(*) FILTER (WHERE verdict = 'counterfeit') AS counterfeit,
    count(*) FILTER (WHERE verdict = 'genuine') AS genuine,
    max(coalesce(appraised_at, bought_at)) AS last_at
FROM test_buys
GROUP BY shop_id
ORDER BY shop_id
