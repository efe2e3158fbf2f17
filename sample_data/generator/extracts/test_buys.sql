-- Test buys with their verdicts, the earlier observation of a verdict then pending included.
WITH judged AS (
    SELECT
        t.*, s.seed, s.first_day, o.special_no, s.orders AS order_base, s.days,
        t.bought_day + 5 + (t.u_weeks * 30)::BIGINT AS appraised_day,
        CASE
            WHEN t.u_verdict < 0.04 AND NOT t.planted THEN 'pending'
            WHEN t.u_verdict < 0.09 AND NOT t.planted THEN 'inconclusive'
            WHEN t.is_fake THEN 'counterfeit' ELSE 'genuine' END AS verdict,
    FROM test_buy_plan AS t JOIN special_order AS o ON o.test_buy_no = t.test_buy_no, settings AS s
),
observed AS (
    SELECT *, CASE WHEN appraised_day >= days THEN 'pending' ELSE verdict END AS verdict_then, days AS observed_day FROM judged
    UNION ALL
    SELECT *, 'pending', bought_day + 1 FROM judged WHERE test_buy_no % 6 = 0
)
SELECT
    'T' || lpad((test_buy_no + 1)::VARCHAR, 6, '0') AS test_buy_id,
    shop_id(seed, shop_no) AS shop_id,
    verdict_then AS verdict,
    listing_id(seed, listing_no) AS listing_id,
    'O' || order_number(seed, order_base + special_no) AS order_id,
    (first_day + to_days(bought_day::INTEGER))::TIMESTAMP AS bought_at,
    CASE WHEN verdict_then <> 'pending' THEN (first_day + to_days(appraised_day::INTEGER))::TIMESTAMP END AS appraised_at,
    CASE WHEN verdict_then <> 'pending' THEN 'brand laboratory' END AS appraiser,
    NULL::VARCHAR AS note,
    (first_day + to_days(observed_day::INTEGER))::TIMESTAMP AS observed_at,
FROM observed
ORDER BY test_buy_id, observed_at
