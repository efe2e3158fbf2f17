-- When a shop changed hands, and what changed after it: shares of goods and of price kept, how far its origin moved.
-- Grain: one row per transferred_at
SELECT
    shop_transfers.transferred_at,
    shop_transfers.from_account_id,
    shop_transfers.to_account_id,
    shop_takeovers.goods_kept,
    shop_takeovers.price_kept,
    shop_takeovers.moved_km
FROM shop_transfers
LEFT JOIN shop_takeovers
    ON
        shop_takeovers.shop_id = shop_transfers.shop_id
        AND shop_takeovers.transferred_at = shop_transfers.transferred_at
WHERE
    shop_transfers.shop_id = $shop_id
    AND (CAST($since AS TIMESTAMP) IS NULL OR shop_transfers.transferred_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR shop_transfers.transferred_at < $until)
ORDER BY shop_transfers.transferred_at DESC, shop_transfers.to_account_id
