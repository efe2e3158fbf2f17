-- Whose brands the suspects sell: their sales at risk by brand, as a share of all of the same currency. Shops that were
-- cleared ($cleared) count nowhere on the page, so not here either.
-- Grain: one row per brand, currency
WITH sold AS (
    SELECT
        listing_scores.brand,
        listing_scores.currency,
        count(DISTINCT listing_scores.shop_id) AS suspects,
        count(*) AS listings,
        CAST(sum(listing_scores.amount) AS DECIMAL(38, 4)) AS amount_at_risk
    FROM listing_scores
    JOIN shop_cases ON shop_cases.shop_id = listing_scores.shop_id AND shop_cases.suspect
    WHERE
        listing_scores.brand IS NOT NULL
        AND listing_scores.price_use IN ('used', 'no_reference', 'implausible')
        AND listing_scores.shop_id NOT IN (SELECT unnest(CAST($cleared AS VARCHAR[])))
    GROUP BY listing_scores.brand, listing_scores.currency
)

SELECT
    brand,
    currency,
    suspects,
    listings,
    amount_at_risk,
    CAST(amount_at_risk / nullif(sum(amount_at_risk) OVER (PARTITION BY currency), 0) AS DOUBLE) AS share
FROM sold
ORDER BY amount_at_risk DESC, suspects DESC, brand, currency
