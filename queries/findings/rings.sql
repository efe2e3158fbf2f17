-- The rings: jointly controlled accounts with a suspect shop among theirs; what they sold, gross and as a corroborated
-- lower bound, in the currency they sell most in; who is in charge, where that is clear.
-- Grain: one row per ring_id
-- Innocent reason: common control is no offence; each shop's own reasons say what speaks against it.
WITH by_currency AS (
    SELECT
        ring_id,
        currency,
        count(*) AS lines,
        CAST(sum(quantity) AS BIGINT) AS units_gross,
        CAST(coalesce(sum(quantity) FILTER (WHERE is_corroborated), 0) AS BIGINT) AS units_corroborated,
        CAST(sum(quantity * unit_price) AS DECIMAL(18, 4)) AS amount_gross,
        CAST(coalesce(sum(quantity * unit_price) FILTER (WHERE is_corroborated), 0) AS DECIMAL(18, 4))
            AS amount_corroborated,
        count(*) AS orders,
        min(ordered_at) AS first_order_at,
        max(ordered_at) AS last_order_at
    FROM ring_lines
    GROUP BY ring_id, currency
),

sold AS (
    SELECT * FROM by_currency QUALIFY row_number() OVER (PARTITION BY ring_id ORDER BY lines DESC, currency) = 1
),

inside AS (
    SELECT shop_scores.ring_id, shop_scores.shop_id, shops.owner_account_id
    FROM shop_scores
    LEFT JOIN shops ON shops.shop_id = shop_scores.shop_id
    WHERE shop_scores.ring_id IS NOT NULL
),

-- Those in one hand: a supplier outside is a member too, and is not counted among them.
counted AS (
    SELECT
        ring_members.ring_id,
        count(DISTINCT inside.shop_id) AS shops,
        count(DISTINCT ring_members.member_id) FILTER (
            WHERE ring_members.member_type = 'account'
            AND (ring_members.role <> 'supplier' OR inside.ring_id IS NOT NULL)
        ) AS accounts
    FROM ring_members
    LEFT JOIN inside
        ON
            inside.ring_id = ring_members.ring_id
            AND ring_members.member_id
            = CASE WHEN ring_members.member_type = 'shop' THEN inside.shop_id ELSE inside.owner_account_id END
    GROUP BY ring_members.ring_id
),

-- A ring is as strong as the middle of its shops.
strength AS (
    SELECT ring_id, median(log_odds) AS log_odds FROM shop_scores WHERE ring_id IS NOT NULL GROUP BY ring_id
)

SELECT
    counted.ring_id,
    counted.shops,
    counted.accounts,
    coalesce(sold.orders, 0) AS orders,
    coalesce(sold.units_gross, 0) AS units_gross,
    coalesce(sold.units_corroborated, 0) AS units_corroborated,
    coalesce(sold.amount_gross, 0) AS amount_gross,
    coalesce(sold.amount_corroborated, 0) AS amount_corroborated,
    sold.currency,
    sold.first_order_at,
    sold.last_order_at,
    1 / (1 + exp(-strength.log_odds)) AS score,
    ring_principals.principal_account_id,
    ring_principals.candidate_account_id,
    ring_principals.unclear,
    ring_principals.margin
FROM counted
JOIN strength ON strength.ring_id = counted.ring_id
LEFT JOIN sold ON sold.ring_id = counted.ring_id
LEFT JOIN ring_principals ON ring_principals.ring_id = counted.ring_id
ORDER BY counted.ring_id
