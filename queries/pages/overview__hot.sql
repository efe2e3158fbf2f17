-- Brand × category that rose by themselves, those hot now first: from when to when, and how it was in the strongest week.
-- Grain: one row per brand, category
WITH hot AS (
    SELECT * FROM hot_categories WHERE is_hot
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
