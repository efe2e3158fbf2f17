-- Whose brands the suspects sell: their sales at risk by brand, as a share of all of the same currency. Shops that were
-- cleared ($cleared) count nowhere on the page, so not here either.
-- Grain: one row per brand, currency
WITH sold AS (
    SELECT
        brand,
        currency,
        count(DISTINCT shop_id) AS suspects,
        CAST(sum(listings) AS BIGINT) AS listings,
        CAST(sum(amount_at_risk) AS DECIMAL(38, 4)) AS amount_at_risk
    FROM suspect_brands
    WHERE NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
    GROUP BY brand, currency
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
