-- What shops and accounts under watch did up to this scan. An account's orders are those of its shops and its own.
-- Grain: one row per subject_type, subject_id
-- Innocent reason: trade goes on; new orders say that somebody should look, nothing more.
WITH watched AS (
    SELECT DISTINCT unnest(CAST($accounts AS VARCHAR[])) AS account_id
),

done AS (
    SELECT watched.account_id, shop_summary.orders, shop_summary.listings, shop_summary.last_order_at
    FROM watched
    JOIN shop_summary ON shop_summary.owner_account_id = watched.account_id
    UNION ALL
    SELECT watched.account_id, count(*) AS orders, 0 AS listings, max(orders.ordered_at) AS last_order_at
    FROM watched
    JOIN orders ON orders.buyer_account_id = watched.account_id
    GROUP BY watched.account_id
)

SELECT 'shop' AS subject_type, shop_id AS subject_id, orders, listings, last_order_at
FROM shop_summary
WHERE shop_id IN (SELECT unnest(CAST($shops AS VARCHAR[])))
UNION ALL
SELECT
    'account' AS subject_type, account_id AS subject_id,
    CAST(sum(orders) AS BIGINT) AS orders, CAST(sum(listings) AS BIGINT) AS listings,
    max(last_order_at) AS last_order_at
FROM done
GROUP BY account_id
ORDER BY subject_type, subject_id
