-- What happened to the shops of these rings and to single shops, and when: changes of hands, first parcels from a new
-- place, test buys decided. `detail`: to which account, or which verdict; `site_id`: the ring's site that the place
-- is, else its spot.
-- Grain: one row per event_at, event, shop_id, detail, site_id
-- Innocent reason: shops are sold and goods are moved every day; an event by itself suspects nobody.
WITH asked_rings AS (
    SELECT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

ours AS (
    SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id
    UNION
    SELECT ring_members.member_id
    FROM ring_members
    SEMI JOIN asked_rings ON asked_rings.ring_id = ring_members.ring_id
    WHERE ring_members.member_type = 'shop'
),

by_spot AS (
    SELECT site_groups.spot_id, min(site_groups.site_id) AS site_id
    FROM site_groups
    SEMI JOIN asked_rings ON asked_rings.ring_id = site_groups.ring_id
    GROUP BY site_groups.spot_id
),

starts AS (
    SELECT
        shop_spots.shop_id, coalesce(by_spot.site_id, shop_spots.spot_id) AS site_id, places.name_zh, places.name_en,
        shop_spots.parcels, shop_spots.first_shipped_at,
        row_number() OVER (
            PARTITION BY shop_spots.shop_id ORDER BY shop_spots.first_shipped_at, shop_spots.spot_id
        ) AS place
    FROM shop_spots
    SEMI JOIN ours ON ours.shop_id = shop_spots.shop_id
    LEFT JOIN by_spot ON by_spot.spot_id = shop_spots.spot_id
    LEFT JOIN spots ON spots.spot_id = shop_spots.spot_id
    LEFT JOIN places ON places.adcode = spots.adcode
    WHERE shop_spots.first_shipped_at IS NOT NULL
),

told AS (
    SELECT transferred_at AS event_at, 'takeover' AS event, shop_id, to_account_id AS detail, NULL AS site_id,
        NULL AS figure, NULL AS place_zh, NULL AS place_en
    FROM shop_transfers
    UNION ALL
    SELECT first_shipped_at, 'new_place', shop_id, NULL, site_id, parcels, name_zh, name_en
    FROM starts
    WHERE place > 1
    UNION ALL
    SELECT coalesce(appraised_at, bought_at), 'test_buy', shop_id, verdict, NULL, NULL, NULL, NULL
    FROM test_buys
    WHERE verdict IN ('counterfeit', 'genuine')
)

SELECT told.event_at, told.event, told.shop_id, shops.shop_name, told.detail, told.site_id, told.figure, told.place_zh,
    told.place_en
FROM told
JOIN ours ON ours.shop_id = told.shop_id
JOIN shops ON shops.shop_id = told.shop_id
WHERE told.event_at IS NOT NULL
ORDER BY told.event_at, told.event, told.shop_id, told.detail, told.site_id
