-- What happened to rings since the scan before: new ones, and those that more shops belong to. A ring goes by its shops, not
-- by its id: it has grown, not come up new, where any of its shops was in a ring already.
-- Grain: one row per ring_id
-- Innocent reason: common control is no offence; a merchant may open a further shop.
WITH before AS (
    SELECT * FROM raw.before
),

rings_now AS (
    SELECT
        shop_states.ring_id,
        count(*) AS shops,
        count(before.ring_id) AS shops_in_rings_before
    FROM shop_states
    LEFT JOIN before ON before.shop_id = shop_states.shop_id
    WHERE shop_states.ring_id IS NOT NULL
    GROUP BY shop_states.ring_id
)

SELECT
    CASE WHEN shops_in_rings_before = 0 THEN 'new_ring' ELSE 'grown_ring' END AS kind,
    ring_id,
    CAST(shops - shops_in_rings_before AS DOUBLE) AS figure,
    CASE WHEN shops_in_rings_before = 0 THEN 'found_together' ELSE 'shops_joined' END AS reason
FROM rings_now
WHERE shops > shops_in_rings_before AND (SELECT count(*) FROM before) > 0
ORDER BY ring_id
