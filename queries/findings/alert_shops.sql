-- What happened to shops since the scan before: shops that became suspect, and suspects that sold or listed anew.
-- Grain: one row per kind, shop_id
-- Innocent reason: each suspect's own reasons carry theirs; new orders are what any shop has.
WITH before AS (
    SELECT * FROM raw.before
),

new_suspects AS (
    SELECT
        'new_suspect' AS kind,
        shop_states.shop_id,
        shop_states.score AS figure,
        CASE WHEN before.shop_id IS NULL THEN 'new_shop' ELSE 'known_shop' END AS reason
    FROM shop_states
    LEFT JOIN before ON before.shop_id = shop_states.shop_id
    WHERE shop_states.suspect AND NOT coalesce(before.suspect, FALSE) AND (SELECT count(*) FROM before) > 0
),

-- By the time of the order: old orders that were delivered late are no new activity.
sold AS (
    SELECT before.shop_id, count(*) AS orders
    FROM before
    JOIN shop_states ON shop_states.shop_id = before.shop_id AND shop_states.suspect
    JOIN orders ON orders.shop_id = before.shop_id AND orders.ordered_at > before.last_order_at
    WHERE before.suspect
    GROUP BY before.shop_id
),

active AS (
    SELECT
        'new_activity_of_suspect' AS kind,
        before.shop_id,
        coalesce(sold.orders, shop_states.listings - before.listings) AS figure,
        CASE WHEN sold.orders IS NOT NULL THEN 'new_orders' ELSE 'new_listings' END AS reason
    FROM before
    JOIN shop_states ON shop_states.shop_id = before.shop_id AND shop_states.suspect
    LEFT JOIN sold ON sold.shop_id = before.shop_id
    WHERE before.suspect AND (sold.orders IS NOT NULL OR shop_states.listings > before.listings)
)

SELECT kind, shop_id, CAST(figure AS DOUBLE) AS figure, reason FROM new_suspects
UNION ALL
SELECT kind, shop_id, CAST(figure AS DOUBLE) AS figure, reason FROM active
ORDER BY kind, shop_id
