-- The first and the last day on which anything of one ring is on record: an order line, a parcel, a shop changing hands. Days
-- begin `minutes` before those of UTC, as the viewer's do.
-- Grain: one row
WITH moments AS (
    SELECT ordered_at AS moment FROM ring_lines WHERE ring_id = $ring
    UNION ALL
    SELECT site_starts.first_shipped_at FROM site_starts WHERE site_starts.ring_id = $ring
    UNION ALL
    SELECT site_starts.last_shipped_at FROM site_starts WHERE site_starts.ring_id = $ring
    UNION ALL
    SELECT shop_transfers.transferred_at
    FROM shop_transfers
    SEMI JOIN ring_members
        ON ring_members.ring_id = $ring AND ring_members.member_type = 'shop'
        AND ring_members.member_id = shop_transfers.shop_id
)

SELECT
    CAST(min(moment + to_minutes($minutes)) AS DATE) AS first_day,
    CAST(max(moment + to_minutes($minutes)) AS DATE) AS last_day
FROM moments
