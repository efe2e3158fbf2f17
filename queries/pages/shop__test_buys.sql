-- Mystery purchases from a shop and what the appraiser found: all, or of one listing, one order, some weeks.
-- Grain: one row per test_buy_id
SELECT
    test_buy_id,
    verdict,
    bought_at,
    appraised_at,
    appraiser,
    note,
    listing_id,
    order_id
FROM test_buys
WHERE
    shop_id = $shop_id
    AND ($listing = '' OR listing_id = $listing)
    AND ($order = '' OR order_id = $order)
    AND (CAST($since AS TIMESTAMP) IS NULL OR coalesce(bought_at, appraised_at) >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR coalesce(bought_at, appraised_at) < $until)
ORDER BY appraised_at DESC NULLS LAST, bought_at DESC NULLS LAST, test_buy_id
