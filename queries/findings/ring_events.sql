-- What happened to a ring's shops and when: changes of hands, first parcels from a new place, prices changed by a tenth or
-- more, test buys decided. `record_id`: the account, place, direction or test buy it happened to or by; `figure`: parcels
-- from the place, listings whose price changed.
-- Grain: one row per ring_id, event_at, event, shop_id, record_id
-- Innocent reason: shops are sold, move and change their prices every day; what happened is told, not judged.
WITH ours AS (
    SELECT ring_id, member_id AS shop_id FROM ring_members WHERE member_type = 'shop'
),

starts AS (
    SELECT
        shop_spots.shop_id, shop_spots.spot_id, places.name_zh, places.name_en, shop_spots.parcels,
        shop_spots.first_shipped_at,
        row_number() OVER (PARTITION BY shop_spots.shop_id ORDER BY shop_spots.first_shipped_at, shop_spots.spot_id) AS place
    FROM shop_spots
    SEMI JOIN ours ON ours.shop_id = shop_spots.shop_id
    LEFT JOIN spots ON spots.spot_id = shop_spots.spot_id
    LEFT JOIN places ON places.adcode = spots.adcode
    WHERE shop_spots.first_shipped_at IS NOT NULL
),

prices AS (
    SELECT shop_id, listing_id, observed_at, price,
        lag(price) OVER (PARTITION BY shop_id, listing_id ORDER BY observed_at, price) AS price_before
    FROM listing_history
    WHERE shop_id IN (SELECT shop_id FROM ours) AND observed_at IS NOT NULL
),

told AS (
    SELECT transferred_at AS event_at, 'takeover' AS event, shop_id,
        to_account_id AS record_id, to_account_id AS detail,
        CAST(NULL AS DOUBLE) AS figure, CAST(NULL AS VARCHAR) AS place_zh, CAST(NULL AS VARCHAR) AS place_en
    FROM shop_transfers
    UNION ALL
    SELECT first_shipped_at, 'new_place', shop_id, spot_id, spot_id, CAST(parcels AS DOUBLE), name_zh, name_en
    FROM starts
    WHERE place > 1
    UNION ALL
    SELECT date_trunc('day', observed_at), 'price', shop_id,
        CASE WHEN price < price_before THEN 'down' ELSE 'up' END,
        CASE WHEN price < price_before THEN 'down' ELSE 'up' END, CAST(count(*) AS DOUBLE), NULL, NULL
    FROM prices
    -- Less than a tenth is everyday trade.
    WHERE abs(price / price_before - 1) >= 0.1
    GROUP BY ALL
    UNION ALL
    SELECT coalesce(appraised_at, bought_at), 'test_buy', shop_id, test_buy_id, verdict, NULL, NULL, NULL
    FROM test_buys
    WHERE verdict IN ('counterfeit', 'genuine')
)

SELECT
    ours.ring_id, told.event_at, told.event, told.shop_id, told.record_id, told.detail, told.figure,
    told.place_zh, told.place_en
FROM told
JOIN ours ON ours.shop_id = told.shop_id
WHERE told.event_at IS NOT NULL
ORDER BY ours.ring_id, told.event_at DESC, told.event, told.shop_id, told.record_id
