-- Each shop's figure for each signal that is on for it, and the level it falls in. The cuts between levels are here.
-- `support` is the share of the level's weight that so much data can carry.
-- Grain: one row per shop_id, signal
WITH takeovers AS (
    SELECT
        shop_id,
        CASE WHEN goods_kept < 0.5 THEN 1 ELSE 0 END
        + CASE WHEN price_kept < 0.7 THEN 1 ELSE 0 END
        + CASE WHEN moved_km > 200 THEN 1 ELSE 0 END AS changes
    FROM shop_takeovers
),

levels AS (
    SELECT
        shop_price.shop_id,
        'price' AS signal,
        price_bands.level,
        shop_price.price_ratio AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        -- One listing that sold nothing carries half; many listings or sales carry nearly all.
        (shop_price.listings + ln(1 + shop_price.units)) / (1 + shop_price.listings + ln(1 + shop_price.units))
        * CASE shop_price.price_basis WHEN 'category_span' THEN 0.8 ELSE 1 END AS support
    FROM shop_price
    JOIN price_bands
        ON
            price_bands.measure = CASE WHEN shop_price.price_basis = 'peers' THEN 'peers' ELSE 'reference' END
            AND price_bands.is_explained = coalesce(shop_price.explained_share >= 0.5, FALSE)
            AND CASE WHEN shop_price.price_basis = 'peers' THEN shop_price.spreads_below ELSE shop_price.price_ratio END
            >= price_bands.low
            AND CASE WHEN shop_price.price_basis = 'peers' THEN shop_price.spreads_below ELSE shop_price.price_ratio END
            < price_bands.high
    UNION ALL
    SELECT
        shop_id,
        'complaints' AS signal,
        CASE
            WHEN steady_voices = 0 AND expected >= 1 THEN 'none'
            WHEN steady_voices = 0 THEN 'none_few'
            -- A third of a complaint stands in on both sides, so that one voice among few orders is not yet a storm.
            WHEN (steady_voices + 0.3) / (expected + 0.3) >= 6 AND steady_voices >= 3 THEN 'very_high'
            WHEN (steady_voices + 0.3) / (expected + 0.3) >= 3 AND steady_voices >= 2 THEN 'high'
            WHEN (steady_voices + 0.3) / (expected + 0.3) >= 1.7 THEN 'raised'
            ELSE 'usual'
        END AS level,
        100.0 * steady_voices / orders AS figure,
        100.0 * expected / orders AS usual,
        1 AS support
    FROM shop_complaints
    UNION ALL
    SELECT
        shop_id,
        'description' AS signal,
        CASE
            WHEN disguised >= 3 OR disguised >= 0.2 * listings AND disguised > 0 THEN 'disguised'
            WHEN disguised > 0 THEN 'disguised_once'
            WHEN avoided >= 2 OR avoided >= 0.2 * listings AND avoided > 0 THEN 'avoided'
            WHEN coded_branded >= 2 OR coded_branded >= 0.2 * listings AND coded_branded > 0 THEN 'coded'
            WHEN coded > 0 THEN 'coded_no_brand'
            WHEN slangy > 0 OR avoided > 0 THEN 'slang'
            WHEN branded = 0 THEN 'no_brand'
            ELSE 'clean'
        END AS level,
        greatest(disguised, coded, avoided, slangy) / CAST(listings AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        1 AS support
    FROM shop_description
    UNION ALL
    SELECT
        shop_id,
        'photos' AS signal,
        CASE
            WHEN flagged >= 0.5 * listings THEN 'many'
            WHEN flagged >= 0.2 * listings THEN 'some'
            WHEN flagged > 0 THEN 'few'
            ELSE 'none'
        END AS level,
        flagged / CAST(listings AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        listings / (1.0 + listings) AS support
    FROM shop_photos
    UNION ALL
    SELECT
        shop_id,
        'geography' AS signal,
        CASE
            WHEN far_parcels >= 0.7 * parcels THEN 'far_all'
            WHEN far_parcels >= 0.3 * parcels THEN 'far_half'
            WHEN far_parcels >= 0.1 * parcels THEN 'far_some'
            ELSE 'near'
        END AS level,
        far_parcels / CAST(parcels AS DOUBLE) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        parcels / (2.0 + parcels) AS support
    FROM shop_geography
    UNION ALL
    SELECT
        shops.shop_id,
        'transfers' AS signal,
        CASE
            WHEN takeovers.changes >= 2 THEN 'changed_much'
            WHEN takeovers.changes = 1 THEN 'changed'
            WHEN takeovers.shop_id IS NOT NULL THEN 'transferred'
            ELSE 'none'
        END AS level,
        coalesce(takeovers.changes, 0) AS figure,
        CAST(NULL AS DOUBLE) AS usual,
        1 AS support
    FROM shops
    LEFT JOIN takeovers ON takeovers.shop_id = shops.shop_id
)

SELECT
    levels.shop_id,
    levels.signal,
    levels.level,
    CAST(levels.figure AS DOUBLE) AS figure,
    CAST(levels.usual AS DOUBLE) AS usual,
    CAST(levels.support AS DOUBLE) AS support
FROM levels
JOIN signal_status ON signal_status.signal = levels.signal AND signal_status.is_on
ORDER BY levels.shop_id, levels.signal
