-- Test buys that break a rule, each with the first rule it breaks, in this order:
-- null_id, missing_value, unknown_shop, unknown_verdict, conflicting_id.
-- An id may repeat with other values only at another observed_at: two statements of one moment are both kept out.
-- Grain: one row per source_file, source_row
WITH delivered AS (
    SELECT
        test_buy_id, shop_id, verdict, source_file, source_row
    FROM raw.test_buys
),

versions AS (
    SELECT DISTINCT
        test_buy_id, shop_id, verdict, listing_id, order_id, bought_at, appraised_at, appraiser, note,
        observed_at
    FROM repeated_test_buys
),

contradictions AS (
    SELECT test_buy_id, observed_at
    FROM versions
    GROUP BY test_buy_id, observed_at
    HAVING count(*) > 1
),

contradictory AS (
    SELECT repeated.source_file, repeated.source_row
    FROM repeated_test_buys AS repeated
    JOIN contradictions
        ON
            repeated.test_buy_id = contradictions.test_buy_id
            AND repeated.observed_at IS NOT DISTINCT FROM contradictions.observed_at
),

judged AS (
    SELECT
        delivered.source_file,
        delivered.source_row,
        CASE
            WHEN coalesce(delivered.test_buy_id, '') = ''
                OR coalesce(delivered.shop_id, '') = ''
                THEN 'null_id'
            WHEN coalesce(delivered.verdict, '') = '' THEN 'missing_value'
            WHEN shops.shop_id IS NULL THEN 'unknown_shop'
            WHEN lower(trim(delivered.verdict)) NOT IN ('counterfeit', 'genuine', 'inconclusive', 'pending') THEN 'unknown_verdict'
            WHEN contradictory.source_row IS NOT NULL THEN 'conflicting_id'
        END AS reason
    FROM delivered
    LEFT JOIN shops ON delivered.shop_id = shops.shop_id
    LEFT JOIN contradictory
        ON
            delivered.source_file = contradictory.source_file
            AND delivered.source_row = contradictory.source_row
)

SELECT source_file, source_row, reason
FROM judged
WHERE reason IS NOT NULL
ORDER BY source_file, source_row
