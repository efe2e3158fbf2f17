-- Brand × category that rose by themselves, those hot now first: from when to when, and how it was in the strongest week.
-- $cleared: shops that were cleared, which are no suspects in any week.
-- Grain: one row per brand, category
WITH cleared AS (
    SELECT
        category_listings.brand,
        category_listings.category,
        date_trunc('week', orders.ordered_at) AS week_starts_at,
        count(DISTINCT category_listings.shop_id) AS shops
    FROM orders
    JOIN category_listings ON category_listings.listing_id = orders.listing_id AND category_listings.suspect
    WHERE coalesce(orders.status, 'paid') <> 'closed' AND list_contains(CAST($cleared AS VARCHAR[]), orders.shop_id)
    GROUP BY category_listings.brand, category_listings.category, date_trunc('week', orders.ordered_at)
),

hot AS (
    SELECT
        hot_categories.* REPLACE (hot_categories.suspects - coalesce(cleared.shops, 0) AS suspects)
    FROM hot_categories
    LEFT JOIN cleared
        ON
            cleared.brand = hot_categories.brand AND cleared.category = hot_categories.category
            AND cleared.week_starts_at = hot_categories.week_starts_at
    WHERE is_hot
),

spells AS (
    SELECT
        brand,
        category,
        count(*) AS weeks,
        min(week_starts_at) AS first_week_starts_at,
        max(week_starts_at) AS last_week_starts_at,
        CAST(sum(complaints) AS BIGINT) AS complaints,
        max(suspects) AS suspects
    FROM hot
    GROUP BY brand, category
),

strongest AS (
    SELECT * FROM hot QUALIFY row_number() OVER (PARTITION BY brand, category ORDER BY z DESC, week_starts_at) = 1
)

SELECT
    spells.brand,
    spells.category,
    hot_now.brand IS NOT NULL AS is_now,
    spells.first_week_starts_at,
    spells.last_week_starts_at,
    spells.weeks,
    strongest.week_starts_at AS strongest_week_starts_at,
    strongest.rise,
    strongest.orders,
    strongest.units,
    strongest.sellers,
    spells.suspects,
    strongest.share_cheap,
    spells.complaints
FROM spells
JOIN strongest ON strongest.brand = spells.brand AND strongest.category = spells.category
LEFT JOIN hot_now ON hot_now.brand = spells.brand AND hot_now.category = spells.category
ORDER BY is_now DESC, spells.last_week_starts_at DESC, strongest.z DESC, spells.brand, spells.category
