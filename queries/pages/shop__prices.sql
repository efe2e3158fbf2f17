-- What a shop asked for a listing each time it was observed, for listings whose price changed; the deepest fall first.
-- All of them, or one; of all weeks or of some.
-- Grain: one row per listing_id, observed_at
WITH moves AS (
    SELECT
        listing_id,
        observed_at,
        title,
        price,
        lag(price) OVER (PARTITION BY listing_id, currency ORDER BY observed_at) AS price_before,
        currency,
        min(price) OVER listing AS lowest,
        max(price) OVER listing AS highest
    FROM listing_history
    WHERE shop_id = $shop_id
    WINDOW listing AS (PARTITION BY listing_id, currency)
)
SELECT listing_id, title, observed_at, price, price_before, currency
FROM moves
WHERE
    lowest < highest
    AND ($listing = '' OR listing_id = $listing)
    AND (CAST($since AS TIMESTAMP) IS NULL OR observed_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR observed_at < $until)
ORDER BY CAST(lowest AS DOUBLE) / CAST(highest AS DOUBLE), listing_id, observed_at DESC
