-- Test buys whose id was delivered more than once: identical repeats, older observations or contradictions.
-- Grain: one row per source_file, source_row
WITH repeated_ids AS (
    SELECT test_buy_id
    FROM raw.test_buys
    WHERE test_buy_id IS NOT NULL
    GROUP BY test_buy_id
    HAVING count(*) > 1
)

SELECT
    delivered.test_buy_id, delivered.shop_id, delivered.verdict, delivered.listing_id,
    delivered.order_id, delivered.bought_at, delivered.appraised_at, delivered.appraiser,
    delivered.note, delivered.observed_at, delivered.source_file, delivered.source_row
FROM raw.test_buys AS delivered
SEMI JOIN repeated_ids USING (test_buy_id)
