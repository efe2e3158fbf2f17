-- Brands named in titles, and whether the goods only fit the brand: "適用 iPhone", "for Nike", "Switch 專用".
-- Grain: one row per listing_id, starts_at
WITH
title_terms AS (SELECT * FROM title_terms),
marked AS (
    SELECT
        *,
        class IN ('name', 'abbreviation', 'plain_word', 'line', 'lawful_other') AS is_brand,
        max(CASE WHEN class = 'fits' AND strength = 'telling' THEN ends_at END) OVER earlier AS fits_before,
        max(CASE WHEN class = 'fits' THEN ends_at END) OVER earlier AS any_fits_before,
        min(CASE WHEN class = 'fits_after' AND strength = 'telling' THEN starts_at END) OVER later AS fits_after,
        min(CASE WHEN class = 'fits_after' THEN starts_at END) OVER later AS any_fits_after,
        max(CASE WHEN class IN ('name', 'abbreviation', 'plain_word', 'line') THEN starts_at END) OVER (PARTITION BY listing_id)
            AS last_brand_at,
        bool_or(class = 'accessory') OVER (PARTITION BY listing_id) AS is_accessory
    FROM title_terms
    WINDOW
        earlier AS (
            PARTITION BY listing_id ORDER BY starts_at RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ),
        later AS (
            PARTITION BY listing_id ORDER BY starts_at RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
)
SELECT
    listing_id,
    starts_at,
    max(ends_at) AS ends_at,
    min(phrase) AS phrase,
    min(class) AS class,
    min(brand) AS brand,
    min(source) AS source,
    -- "適用" governs a whole list of models after it; "for" and "支援" only what follows at once.
    coalesce(bool_or(starts_at - fits_before <= 40 OR starts_at - any_fits_before <= 2), FALSE) AS is_fitted_before,
    coalesce(
        bool_or(
            starts_at - fits_before <= 40
            OR starts_at - any_fits_before <= 2
            -- After a brand it is said of that one, unless more brands follow: "UAG 手机壳 适用 iPhone".
            OR fits_after - ends_at <= 12 AND last_brand_at < fits_after
            OR any_fits_after - ends_at <= 2 AND last_brand_at < any_fits_after
        ),
        FALSE
    ) AS is_fits,
    bool_or(is_accessory) AS is_accessory
FROM marked
WHERE is_brand
GROUP BY listing_id, starts_at
ORDER BY listing_id, starts_at
