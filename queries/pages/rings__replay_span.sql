-- The first and the last day on which anything of these rings and single shops is on record: an order line, a parcel,
-- a shop changing hands. Days begin `minutes` before those of UTC, as the viewer's do.
-- Grain: one row
WITH asked_rings AS (
    SELECT unnest(CAST($rings AS VARCHAR[])) AS ring_id
),

asked_shops AS (
    SELECT unnest(CAST($shops AS VARCHAR[])) AS shop_id
),

own_shops AS (
    SELECT shop_id FROM asked_shops
    UNION
    SELECT ring_members.member_id
    FROM ring_members
    SEMI JOIN asked_rings ON asked_rings.ring_id = ring_members.ring_id
    WHERE ring_members.member_type = 'shop'
),

moments AS (
    SELECT ordered_at AS moment FROM ring_lines SEMI JOIN asked_rings ON asked_rings.ring_id = ring_lines.ring_id
    UNION ALL
    SELECT unnest([first_shipped_at, last_shipped_at])
    FROM site_starts
    SEMI JOIN asked_rings ON asked_rings.ring_id = site_starts.ring_id
    UNION ALL
    SELECT ordered_at
    FROM orders
    SEMI JOIN asked_shops ON asked_shops.shop_id = orders.shop_id
    WHERE coalesce(status, 'paid') <> 'closed'
    UNION ALL
    SELECT seen_at FROM parcel_places SEMI JOIN asked_shops ON asked_shops.shop_id = parcel_places.shop_id
    UNION ALL
    SELECT transferred_at FROM shop_transfers SEMI JOIN own_shops ON own_shops.shop_id = shop_transfers.shop_id
)

SELECT
    CAST(min(moment + to_minutes($minutes)) AS DATE) AS first_day,
    CAST(max(moment + to_minutes($minutes)) AS DATE) AS last_day
FROM moments
