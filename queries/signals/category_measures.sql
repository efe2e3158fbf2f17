-- What a brand's goods of a category are held against where the price of the product itself is not known: the cheapest
-- product that the brand prices there (whatever a listing is, the brand sells nothing of the kind for less); else the
-- brand's one price for the whole category; else what other shops ask. From the cheapest to the dearest product is the span.
-- Grain: one row per brand, category, currency
-- Innocent reason: a category holds cheap and dear goods of one brand; what other shops ask is no price of the brand's.
WITH spans AS (
    SELECT
        brand,
        category,
        currency,
        min(reference_price) FILTER (WHERE product <> '') AS span_low,
        max(reference_price) FILTER (WHERE product <> '') AS span_high,
        min(reference_price) FILTER (WHERE product = '') AS category_price
    FROM reference_points
    GROUP BY brand, category, currency
),

peers AS (
    SELECT brand, category, currency, peer_price, lower_spread
    FROM price_peers
    WHERE is_usable AND category IS NOT NULL
)

SELECT
    coalesce(spans.brand, peers.brand) AS brand,
    coalesce(spans.category, peers.category) AS category,
    coalesce(spans.currency, peers.currency) AS currency,
    CASE
        WHEN spans.span_low IS NOT NULL THEN 'category_span'
        WHEN spans.category_price IS NOT NULL THEN 'category'
        WHEN peers.peer_price IS NOT NULL THEN 'peers'
    END AS price_basis,
    coalesce(spans.span_low, spans.category_price, CAST(peers.peer_price AS DECIMAL(18, 4))) AS reference_price,
    spans.span_low,
    spans.span_high,
    peers.peer_price,
    peers.lower_spread
FROM spans
FULL JOIN peers
    ON peers.brand = spans.brand AND peers.category = spans.category AND peers.currency = spans.currency
ORDER BY brand, category, currency
