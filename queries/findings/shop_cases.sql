-- One shop at a glance: who, how strong, why first of all, where, how much. The queue, a shop's headline, its sum and
-- its map's title are all read from here, so that they cannot disagree.
-- Priority is strength of evidence × sales at risk, the sales as multiples of the middle suspect's in that currency.
-- Grain: one row per shop_id
WITH apart AS (
    SELECT *
    FROM shop_reasons
    WHERE weight > 0 AND strength <> 'neutral'
    QUALIFY row_number() OVER (
        PARTITION BY shop_id
        -- What says little never stands before what says much, however rare it is.
        ORDER BY strength = 'slight', strength = 'weak', suspects_alike, weight DESC, signal
    ) = 1
),

sold AS (
    SELECT
        shop_id,
        list_sort(list(DISTINCT brand) FILTER (WHERE brand IS NOT NULL)) AS brands,
        list_sort(list(DISTINCT category) FILTER (WHERE category IS NOT NULL)) AS categories
    FROM listing_scores
    GROUP BY shop_id
),

middle AS (
    SELECT shop_summary.currency, median(shop_summary.amount_at_risk) AS amount
    FROM shop_summary
    JOIN shop_scores ON shop_scores.shop_id = shop_summary.shop_id AND shop_scores.suspect
    WHERE shop_summary.amount_at_risk > 0
    GROUP BY shop_summary.currency
),

strength AS (
    SELECT shop_scores.shop_id, strengths.strength
    FROM shop_scores
    JOIN strengths ON strengths.measure = 'shop' AND strengths.low <= shop_scores.log_odds
    QUALIFY row_number() OVER (PARTITION BY shop_scores.shop_id ORDER BY strengths.low DESC) = 1
)

SELECT
    shop_scores.shop_id, shop_summary.shop_name, shop_summary.owner_account_id, shop_summary.opened_at,
    shop_scores.score, shop_scores.rank, shop_scores.suspect, shop_scores.log_odds, shop_scores.prior_log_odds,
    shop_scores.kinds, strength.strength,
    shop_scores.log_odds * coalesce(CAST(shop_summary.amount_at_risk / middle.amount AS DOUBLE), 0) AS priority,
    apart.signal AS apart_signal, apart.level AS apart_level, apart.figure AS apart_figure,
    apart.usual AS apart_usual,
    shop_kinds.prices AS kind_prices, shop_kinds.listing AS kind_listing, shop_kinds.buyers AS kind_buyers,
    shop_kinds.parcels AS kind_parcels, shop_kinds.accounts AS kind_accounts, shop_kinds.laboratory AS kind_laboratory,
    shop_whereabouts.registered_zh, shop_whereabouts.registered_en, shop_whereabouts.registered_province,
    shop_whereabouts.registered_latitude, shop_whereabouts.registered_longitude,
    shop_whereabouts.parcels, shop_whereabouts.far_parcels, shop_whereabouts.far_distance_km,
    shop_whereabouts.origin_zh, shop_whereabouts.origin_en, shop_whereabouts.origin_parcels,
    shop_whereabouts.origins_known,
    shop_summary.currency, shop_summary.amount_at_risk, shop_summary.amount, shop_summary.orders, shop_summary.units,
    shop_summary.listings, shop_summary.priced_listings, shop_summary.first_order_at, shop_summary.last_order_at,
    shop_summary.complainants, shop_summary.test_buys_decided, shop_summary.test_buys_counterfeit,
    shop_summary.main_brand, shop_summary.main_category, sold.brands, sold.categories
FROM shop_scores
JOIN shop_summary ON shop_summary.shop_id = shop_scores.shop_id
JOIN strength ON strength.shop_id = shop_scores.shop_id
JOIN shop_whereabouts ON shop_whereabouts.shop_id = shop_scores.shop_id
LEFT JOIN apart ON apart.shop_id = shop_scores.shop_id
LEFT JOIN shop_kinds ON shop_kinds.shop_id = shop_scores.shop_id
LEFT JOIN sold ON sold.shop_id = shop_scores.shop_id
LEFT JOIN middle ON middle.currency = shop_summary.currency
-- Pages ask for suspects most of all: those lie together.
ORDER BY shop_scores.suspect DESC, shop_scores.shop_id
