-- What the people of these rings bought at their shops step by step: which account at which shop, how many units.
-- Grain: one row per step, shop_id, buyer_account_id
WITH once AS (
    SELECT DISTINCT order_line_id, shop_id, buyer_account_id, ordered_at, quantity
    FROM ring_lines
    WHERE ring_id IN (SELECT unnest(CAST($rings AS VARCHAR[]))) AND is_inside
)

SELECT
    CAST((CAST(ordered_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER) AS step,
    shop_id,
    buyer_account_id,
    CAST(sum(quantity) AS BIGINT) AS units
FROM once
GROUP BY ALL
ORDER BY step, shop_id, buyer_account_id
