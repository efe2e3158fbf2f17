-- How much of what a shop sends starts far from where it is registered.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: third-party warehouses, drop-shipping, several warehouses.
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
ORDER BY shop_id
