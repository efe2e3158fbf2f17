-- Brands named in titles, and whether the goods only fit the brand: "適用 iPhone", "for Nike", "Switch 專用".
-- Grain: one row per listing_id, starts_at
WITH
named AS (
    SELECT
        listing_id,
        starts_at,
        max(ends_at) AS ends_at,
        min(phrase) AS phrase,
        min(class) AS class,
        min(brand) AS brand,
        min(source) AS source,
        max(starts_at) FILTER (WHERE class <> 'lawful_other') AS own_at
    FROM title_terms
    WHERE class IN ('name', 'abbreviation', 'plain_word', 'line', 'lawful_other')
    GROUP BY listing_id, starts_at
),
fitting AS (
    SELECT listing_id, class, coalesce(strength = 'telling', FALSE) AS is_telling, starts_at, ends_at
    FROM title_terms
    WHERE class IN ('fits', 'fits_after')
),
last_brands AS (
    SELECT named.listing_id, max(named.own_at) AS last_brand_at
    FROM named
    SEMI JOIN fitting ON fitting.listing_id = named.listing_id
    GROUP BY named.listing_id
),
around AS (
    SELECT
        named.listing_id,
        named.starts_at,
        max(fitting.ends_at) FILTER (WHERE fitting.class = 'fits' AND fitting.is_telling) AS fits_before,
        max(fitting.ends_at) FILTER (WHERE fitting.class = 'fits') AS any_fits_before,
        min(fitting.starts_at) FILTER (WHERE fitting.class = 'fits_after' AND fitting.is_telling) AS fits_after,
        min(fitting.starts_at) FILTER (WHERE fitting.class = 'fits_after') AS any_fits_after
    FROM named
    JOIN fitting
        ON
            fitting.listing_id = named.listing_id
            AND CASE fitting.class
                WHEN 'fits' THEN fitting.starts_at < named.starts_at
                ELSE fitting.starts_at > named.starts_at
            END
    GROUP BY named.listing_id, named.starts_at
)
SELECT
    named.listing_id,
    named.starts_at,
    named.ends_at,
    named.phrase,
    named.class,
    named.brand,
    named.source,
    -- "適用" governs a whole list of models after it; "for" and "支援" only what follows at once.
    coalesce(named.starts_at - fits_before <= 40 OR named.starts_at - any_fits_before <= 2, FALSE) AS is_fitted_before,
    coalesce(
        named.starts_at - fits_before <= 40
        OR named.starts_at - any_fits_before <= 2
        -- After a brand it is said of that one, unless more brands follow: "UAG 手机壳 适用 iPhone".
        OR fits_after - named.ends_at <= 12 AND last_brand_at < fits_after
        OR any_fits_after - named.ends_at <= 2 AND last_brand_at < any_fits_after,
        FALSE
    ) AS is_fits,
    accessories.listing_id IS NOT NULL AS is_accessory
FROM named
LEFT JOIN around ON around.listing_id = named.listing_id AND around.starts_at = named.starts_at
LEFT JOIN last_brands ON last_brands.listing_id = named.listing_id
LEFT JOIN (SELECT DISTINCT listing_id FROM title_terms WHERE class = 'accessory') AS accessories
    ON accessories.listing_id = named.listing_id
ORDER BY named.listing_id, named.starts_at
