-- Whether a shop changed hands, and how much changed with it.
-- The cuts between the levels stand here.
-- Grain: one row per shop_id
-- Innocent reason: a new owner may lawfully change the goods.
WITH takeovers AS (
    SELECT
        shop_id,
        CASE WHEN goods_kept < 0.5 THEN 1 ELSE 0 END
        + CASE WHEN price_kept < 0.7 THEN 1 ELSE 0 END
        + CASE WHEN moved_km > 200 THEN 1 ELSE 0 END AS changes
    FROM shop_takeovers
)

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
ORDER BY shops.shop_id
