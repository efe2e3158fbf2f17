-- What a listing was at each moment it was observed, the row in force included: its price's history.
-- Grain: one row per listing_id, observed_at
WITH observed AS (
    SELECT DISTINCT
        repeated.listing_id,
        repeated.observed_at,
        repeated.shop_id,
        repeated.price,
        coalesce(nullif(upper(trim(repeated.currency)), ''), 'CNY') AS currency,
        repeated.title
    FROM repeated_listings AS repeated
    ANTI JOIN bad_listings USING (source_file, source_row)
    WHERE repeated.observed_at IS NOT NULL
),

ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY listing_id ORDER BY observed_at DESC) AS recency
    FROM observed
)

SELECT
    listing_id,
    observed_at,
    shop_id,
    price,
    currency,
    title,
    recency = 1 AS is_in_force
FROM ranked
ORDER BY listing_id, observed_at
