-- How cheap a shop sells: the price, as a share of the reference, below which a fifth of its sales lie, by units
-- sold (a listing that sold nothing counts as one unit). A fifth, so that a shop that mixes genuine goods in shows.
-- Grain: one row per shop_id
-- Innocent reason: outlets, clearance, second-hand, parallel imports; a brand that discounts everywhere.
-- Off without: listings with a brand, and reference prices or enough other shops that sell the brand.
WITH sold AS (
    SELECT DISTINCT listing_id FROM judged_prices WHERE price_use = 'used' AND NOT is_asked
),

-- Prices that were paid speak; an asked price speaks only where nothing was sold at any.
counted AS (
    SELECT
        judged_prices.shop_id, judged_prices.listing_id, judged_prices.is_asked, judged_prices.currency,
        judged_prices.unit_price, judged_prices.priced_at, judged_prices.spreads_below, judged_prices.price_ratio,
        judged_prices.price_explained,
        greatest(judged_prices.units, 1) AS weight,
        CASE judged_prices.price_basis WHEN 'product' THEN 1 WHEN 'category_span' THEN 2 ELSE 3 END AS basis_rank
    FROM judged_prices
    LEFT JOIN sold ON sold.listing_id = judged_prices.listing_id
    WHERE judged_prices.price_use = 'used' AND (NOT judged_prices.is_asked OR sold.listing_id IS NULL)
),

-- The best measure that a fifth of the sales have is the shop's measure.
bases AS (
    SELECT shop_id, basis_rank, sum(weight) AS weight FROM counted GROUP BY shop_id, basis_rank
),

chosen AS (
    SELECT shop_id, min(basis_rank) AS basis_rank, arg_min(weight, basis_rank) AS whole
    FROM (SELECT *, sum(weight) OVER (PARTITION BY shop_id) AS of_all FROM bases)
    WHERE weight >= 0.2 * of_all
    GROUP BY shop_id
),

ranked AS (
    SELECT
        counted.*,
        chosen.whole,
        shop_wording.worded_share,
        sum(counted.weight) OVER (
            PARTITION BY counted.shop_id
            ORDER BY
                CASE WHEN counted.basis_rank = 3 THEN -coalesce(counted.spreads_below, 0) ELSE 0 END,
                counted.price_ratio, counted.listing_id, counted.is_asked, counted.currency,
                counted.unit_price, counted.priced_at
            ROWS UNBOUNDED PRECEDING
        ) AS reached
    FROM counted
    JOIN chosen ON chosen.shop_id = counted.shop_id AND chosen.basis_rank = counted.basis_rank
    JOIN shop_wording ON shop_wording.shop_id = counted.shop_id
)

SELECT
    shop_id,
    CASE min(basis_rank) WHEN 1 THEN 'product' WHEN 2 THEN 'category_span' ELSE 'peers' END AS price_basis,
    min(price_ratio) FILTER (WHERE reached >= 0.2 * whole) AS price_ratio,
    max(spreads_below) FILTER (WHERE reached >= 0.2 * whole) AS spreads_below,
    count(DISTINCT listing_id) AS listings,
    CAST(sum(weight) AS BIGINT) AS units,
    -- Of what was sold in the cheapest fifth, the share whose listing says why it is cheap.
    CAST(sum(weight) FILTER (WHERE reached - weight < 0.2 * whole AND price_explained IS NOT NULL) AS DOUBLE)
    / CAST(sum(weight) FILTER (WHERE reached - weight < 0.2 * whole) AS DOUBLE) AS explained_share,
    max(worded_share) AS worded_share,
    min(price_explained) FILTER (WHERE reached - weight < 0.2 * whole) AS price_explained
FROM ranked
GROUP BY shop_id
ORDER BY shop_id
