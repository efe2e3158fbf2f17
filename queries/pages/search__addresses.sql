-- Places from which parcels start whose address holds the text, however it is spaced and punctuated and in
-- whichever characters (`part`, `pattern`): how many shops and
-- parcels, and the ring whose site it is. The address comes back for those who may see it.
-- Grain: one row per spot_id
-- Innocent reason: warehouses, lockers and markets are many shops' place.
WITH written AS (
    SELECT written_text FROM origin_texts WHERE is_origin AND contains(text, $part) AND ($pattern = '' OR regexp_matches(text, $pattern))
),

found AS (
    SELECT spots.spot_id
    FROM (SELECT spot_id, unnest(addresses) AS written_text FROM spots) AS spots
    SEMI JOIN written ON written.written_text = spots.written_text
    GROUP BY spots.spot_id
),

of_rings AS (
    SELECT spot_id, min(ring_id) AS ring_id FROM sites SEMI JOIN found ON found.spot_id = sites.spot_id GROUP BY spot_id
),

sending AS (
    SELECT shop_spots.spot_id, arg_max(shop_spots.shop_id, (shop_spots.parcels, shop_spots.shop_id)) AS shop_id
    FROM shop_spots
    SEMI JOIN found ON found.spot_id = shop_spots.spot_id
    GROUP BY shop_spots.spot_id
)

SELECT
    spots.spot_id, spots.address AS origin_address, places.name_zh AS place_zh, places.name_en AS place_en, spots.shops,
    spots.parcels, of_rings.ring_id, sending.shop_id, shops.shop_name, count(*) OVER () AS found
FROM found
JOIN spots ON spots.spot_id = found.spot_id
LEFT JOIN places ON places.adcode = spots.adcode
LEFT JOIN of_rings ON of_rings.spot_id = found.spot_id
LEFT JOIN sending ON sending.spot_id = found.spot_id
LEFT JOIN shops ON shops.shop_id = sending.shop_id
ORDER BY of_rings.ring_id IS NULL, spots.parcels DESC, spots.spot_id
LIMIT $most
