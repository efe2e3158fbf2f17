-- What a shop's appraised test buys weigh: the first verdict in full, further ones of the same outcome half, up to three.
-- Grain: one row per shop_id
-- Innocent reason: a verdict covers its item; a shop may have been deceived by its supplier.
SELECT
    shop_test_buys.shop_id,
    CASE WHEN counterfeit > 0 THEN 'counterfeit' ELSE 'genuine' END AS level,
    counterfeit / CAST(decided AS DOUBLE) AS figure,
    CASE WHEN counterfeit > 0 THEN fake.value * (1 + more.value * least(counterfeit - 1, 2)) ELSE 0 END
    + CASE WHEN genuine > 0 THEN true_goods.value * (1 + more.value * least(genuine - 1, 2)) ELSE 0 END AS weight,
    CASE WHEN counterfeit > 0 THEN 'deceived_by_supplier' ELSE 'genuine_goods' END AS innocent_reading
FROM shop_test_buys
JOIN cuts AS fake ON fake.name = 'counterfeit_verdict'
JOIN cuts AS true_goods ON true_goods.name = 'genuine_verdict'
JOIN cuts AS more ON more.name = 'further_verdict'
WHERE decided > 0
ORDER BY shop_test_buys.shop_id
