-- Every price asked or sold at, held against the best measure there is for it: the brand's price of that product;
-- else the cheapest product that the brand prices in the category; else the brand's one price for the whole category;
-- else what other shops ask. `spreads_below` counts usual downward spreads below the middle of the other shops.
-- Grain: one row per listing_id, is_asked, currency, unit_price, priced_at
-- Innocent reason: the measure may be wrong: another product, another season, a price that holds for a pair.
WITH asked_and_sold AS (
    SELECT * FROM asked_and_sold
),

reference_in_force AS (
    SELECT * FROM reference_in_force
),

reference_spans AS (
    SELECT * FROM reference_spans
),

price_peers AS (
    SELECT * FROM price_peers
),

measured AS (
    SELECT
        asked_and_sold.*,
        CASE
            WHEN reference_in_force.reference_price IS NOT NULL THEN 'product'
            WHEN reference_spans.products > 0 THEN 'category_span'
            WHEN reference_spans.category_price IS NOT NULL THEN 'category'
            WHEN price_peers.is_usable THEN 'peers'
        END AS price_basis,
        coalesce(
            reference_in_force.reference_price,
            reference_spans.span_low,
            reference_spans.category_price,
            CASE WHEN price_peers.is_usable THEN CAST(price_peers.peer_price AS DECIMAL(18, 4)) END
        ) AS reference_price,
        reference_spans.span_low,
        reference_spans.span_high,
        CASE
            WHEN price_peers.is_usable
                THEN
                    (ln(price_peers.peer_price) - ln(CAST(asked_and_sold.unit_price AS DOUBLE)))
                    / price_peers.lower_spread
        END AS spreads_below
    FROM asked_and_sold
    LEFT JOIN reference_in_force
        ON
            reference_in_force.brand = asked_and_sold.brand
            AND reference_in_force.category = asked_and_sold.category
            AND reference_in_force.product = asked_and_sold.product
            AND reference_in_force.currency = asked_and_sold.currency
            AND reference_in_force.priced_at = asked_and_sold.priced_at
    LEFT JOIN reference_spans
        ON
            reference_spans.brand = asked_and_sold.brand
            AND reference_spans.category = asked_and_sold.category
            AND reference_spans.currency = asked_and_sold.currency
    LEFT JOIN price_peers
        ON
            price_peers.brand = asked_and_sold.brand
            AND price_peers.category = asked_and_sold.category
            AND price_peers.currency = asked_and_sold.currency
)

SELECT
    listing_id, shop_id, is_asked, currency, unit_price, priced_at, units, brand, category, product, price_basis,
    reference_price, span_low, span_high, spreads_below,
    CAST(unit_price AS DOUBLE) / CAST(reference_price AS DOUBLE) AS price_ratio
FROM measured
