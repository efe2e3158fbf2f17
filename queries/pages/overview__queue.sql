-- The suspects that the filters keep, the one to open first on top. A brand and a category together keep those who sell goods
-- that are both.
-- Grain: one row per shop_id
WITH shop_cases AS (
    SELECT * FROM shop_cases
),

speaking AS (
    SELECT shop_id FROM shop_reasons WHERE signal = $signal AND strength IN ('weak', 'strong', 'very_strong')
),

-- Both asked for, both of one listing.
selling AS (
    SELECT DISTINCT shop_id FROM listing_scores WHERE brand = $brand AND category = $category
),

changed AS (
    SELECT shop_id FROM shop_changes WHERE change = $change
),

-- Of the ring that a shop is one of: its shops.
ring_of AS (
    SELECT shop_scores.shop_id, shop_scores.ring_id, rings.shops AS ring_shops
    FROM shop_scores
    JOIN rings ON rings.ring_id = shop_scores.ring_id
)

SELECT
    shop_cases.shop_id, shop_name, strength, apart_signal, apart_level, apart_figure, apart_usual,
    kind_prices, kind_listing, kind_buyers, kind_parcels, kind_accounts, kind_laboratory,
    amount_at_risk, currency, registered_zh, registered_en, orders, units, rank, score, kinds, parcels, origin_zh,
    origin_en, main_brand, main_category, registered_province, priority, ring_of.ring_id, ring_of.ring_shops
FROM shop_cases
LEFT JOIN ring_of ON ring_of.shop_id = shop_cases.shop_id
WHERE
    suspect
    AND (CAST($province AS VARCHAR) IS NULL OR registered_province = $province)
    AND (CAST($brand AS VARCHAR) IS NULL OR list_contains(brands, $brand))
    AND (CAST($category AS VARCHAR) IS NULL OR list_contains(categories, $category))
    AND (
        CAST($brand AS VARCHAR) IS NULL OR CAST($category AS VARCHAR) IS NULL
        OR shop_cases.shop_id IN (SELECT shop_id FROM selling)
    )
    AND (CAST($strength AS VARCHAR) IS NULL OR strength = $strength)
    AND (CAST($change AS VARCHAR) IS NULL OR shop_cases.shop_id IN (SELECT shop_id FROM changed))
    AND (CAST($signal AS VARCHAR) IS NULL OR shop_cases.shop_id IN (SELECT shop_id FROM speaking))
ORDER BY priority DESC, log_odds DESC, rank
