-- What one ring's people bought at its shops step by step: which account at which shop, how many units.
-- Grain: one row per step, shop_id, buyer_account_id
SELECT
    CAST((CAST(ordered_at + to_minutes($minutes) AS DATE) - CAST($since AS DATE)) // $days AS INTEGER) AS step,
    shop_id,
    buyer_account_id,
    CAST(sum(quantity) AS BIGINT) AS units
FROM ring_lines
WHERE ring_id = $ring AND is_inside
GROUP BY ALL
ORDER BY step, shop_id, buyer_account_id
