-- What happened to one ring's shops and when: changes of hands, first parcels from a new place, prices changed by a tenth or
-- more, test buys decided.
-- Grain: one row per event_at, event, shop_id, detail
WITH ours AS (
    SELECT ring_members.member_id AS shop_id, shops.shop_name
    FROM ring_members
    JOIN shops ON shops.shop_id = ring_members.member_id
    WHERE ring_members.ring_id = $ring AND ring_members.member_type = 'shop'
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
        lag(price) OVER (PARTITION BY listing_id ORDER BY observed_at, price) AS price_before
    FROM listing_history
    WHERE shop_id IN (SELECT shop_id FROM ours) AND observed_at IS NOT NULL
),

told AS (
    SELECT transferred_at AS event_at, 'takeover' AS event, shop_id, to_account_id AS detail, NULL AS figure,
        NULL AS place_zh, NULL AS place_en
    FROM shop_transfers
    UNION ALL
    SELECT first_shipped_at, 'new_place', shop_id, spot_id, CAST(parcels AS DOUBLE), name_zh, name_en
    FROM starts
    WHERE place > 1
    UNION ALL
    SELECT date_trunc('day', observed_at), 'price', shop_id,
        CASE WHEN price < price_before THEN 'down' ELSE 'up' END, CAST(count(*) AS DOUBLE), NULL, NULL
    FROM prices
    -- Less than a tenth is everyday trade.
    WHERE abs(price / price_before - 1) >= 0.1
    GROUP BY ALL
    UNION ALL
    SELECT coalesce(appraised_at, bought_at), 'test_buy', shop_id, verdict, NULL, NULL, NULL
    FROM test_buys
    WHERE verdict IN ('counterfeit', 'genuine')
)

SELECT told.event_at, told.event, told.shop_id, ours.shop_name, told.detail, told.figure, told.place_zh, told.place_en
FROM told
JOIN ours ON ours.shop_id = told.shop_id
WHERE
    told.event_at IS NOT NULL
    AND (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), told.shop_id))
    AND (CAST($since AS TIMESTAMP) IS NULL OR told.event_at >= $since)
    AND (CAST($until AS TIMESTAMP) IS NULL OR told.event_at < $until)
ORDER BY told.event_at DESC, told.event, told.shop_id, told.detail
