-- Every listing with its price against its measure and what speaks against the listing itself.
-- Grain: one row per listing_id
-- Falls apart by: listing_id (listings, judged_prices, listing_sales, listing_evidence)
-- Innocent reason: every reason carries its own; price_use names the prices that are no prices of goods.
WITH asked AS (
    SELECT * FROM judged_prices WHERE is_asked
),

sales AS (
    SELECT
        listing_id,
        CAST(sum(units) AS BIGINT) AS units,
        CAST(sum(orders) AS BIGINT) AS orders,
        CAST(sum(amount_paid) AS DECIMAL(38, 4)) AS amount
    FROM listing_sales
    GROUP BY listing_id
),

reasons AS (
    SELECT
        listing_id,
        sum(CAST(weight AS DECIMAL(18, 6))) AS weight,
        -- Strongest first. Lists sorted together cost half of lists that are each put together in order.
        list_transform(
            list_sort(list(
                {'against': -weight, 'signal': signal, 'figure': figure, 'usual': usual, 'weight': weight,
                'innocent_reading': innocent_reading}
            )),
            lambda reason: {'signal': reason.signal, 'figure': reason.figure, 'usual': reason.usual,
                'weight': reason.weight, 'innocent_reading': reason.innocent_reading}
        ) AS reasons
    FROM listing_evidence
    GROUP BY listing_id
)

SELECT
    listings.listing_id,
    listings.shop_id,
    asked.brand,
    listings.category,
    listings.price,
    asked.reference_price,
    asked.price_ratio,
    1 / (1 + exp(-prior.value - CAST(coalesce(reasons.weight, 0) AS DOUBLE))) AS score,
    coalesce(reasons.reasons, []) AS reasons,
    listings.title,
    listings.product,
    listings.currency,
    asked.price_basis,
    asked.span_low,
    asked.span_high,
    asked.spreads_below,
    asked.price_use,
    asked.price_explained AS innocent_reading,
    coalesce(sales.units, 0) AS units,
    coalesce(sales.orders, 0) AS orders,
    coalesce(sales.amount, 0) AS amount
FROM listings
JOIN asked ON asked.listing_id = listings.listing_id
LEFT JOIN sales ON sales.listing_id = listings.listing_id
LEFT JOIN reasons ON reasons.listing_id = listings.listing_id
JOIN cuts AS prior ON prior.name = 'prior_log_odds'
ORDER BY listings.shop_id, listings.listing_id
