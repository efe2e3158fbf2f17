-- Phones of senders on the parcels of each account's shops: two parcels or more that it sent while it held the shop. A
-- day's parcels are his who held the shop when the first of them left.
-- Grain: one row per account_id, phone
-- Innocent reason: a warehouse, a courier or a supplier sends for many shops under its own phone.
WITH parcels AS (
    SELECT shop_id, sender_phone, shipped_at FROM shipments WHERE shop_id IS NOT NULL
    UNION ALL
    -- Most deliveries name the shop of every parcel: then none of this runs.
    SELECT parcel_orders.shop_id, shipments.sender_phone, shipments.shipped_at
    FROM shipments
    JOIN parcel_orders
        ON parcel_orders.source_file = shipments.source_file AND parcel_orders.source_row = shipments.source_row
    WHERE shipments.shop_id IS NULL
),

-- Where a shop was in one hand all the time, which is the rule, days need not be told apart.
one_hand AS (
    SELECT shop_id, held_from, held_to
    FROM shop_owners
    WHERE held_from = TIMESTAMP '1900-01-01 00:00:00' AND held_to = TIMESTAMP '9999-12-31 00:00:00'
),

written AS (
    SELECT
        parcels.shop_id,
        parcels.sender_phone,
        CASE WHEN one_hand.shop_id IS NULL THEN CAST(parcels.shipped_at AS DATE) END AS day,
        min(parcels.shipped_at) AS first_seen_at,
        max(parcels.shipped_at) AS last_seen_at,
        count(*) AS parcels
    FROM parcels
    LEFT JOIN one_hand
        ON
            one_hand.shop_id = parcels.shop_id
            AND coalesce(parcels.shipped_at, TIMESTAMP '9999-12-30 00:00:00') >= one_hand.held_from
            AND coalesce(parcels.shipped_at, TIMESTAMP '9999-12-30 00:00:00') < one_hand.held_to
    WHERE parcels.sender_phone IS NOT NULL
    GROUP BY ALL
),

sent AS (
    SELECT
        shop_id,
        right(regexp_replace(sender_phone, '[^0-9]', '', 'g'), 11) AS phone,
        day,
        min(first_seen_at) AS first_seen_at,
        max(last_seen_at) AS last_seen_at,
        sum(parcels) AS parcels
    FROM written
    WHERE length(regexp_replace(sender_phone, '[^0-9]', '', 'g')) >= 7
    GROUP BY ALL
)

SELECT
    shop_owners.account_id,
    sent.phone,
    CAST(sum(sent.parcels) AS BIGINT) AS parcels,
    min(sent.first_seen_at) AS first_seen_at,
    max(sent.last_seen_at) AS last_seen_at
FROM sent
JOIN shop_owners
    ON
        shop_owners.shop_id = sent.shop_id
        AND coalesce(sent.first_seen_at, TIMESTAMP '9999-12-30 00:00:00') >= shop_owners.held_from
        AND coalesce(sent.first_seen_at, TIMESTAMP '9999-12-30 00:00:00') < shop_owners.held_to
GROUP BY shop_owners.account_id, sent.phone
HAVING sum(sent.parcels) >= 2
ORDER BY shop_owners.account_id, sent.phone
