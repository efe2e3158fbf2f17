-- Shops whose parcels went to an address that holds the text, in simplified or traditional characters (`part`, `pattern`):
-- how many, and the last of them.
-- Grain: one row per shop_id
-- Innocent reason: lockers, campuses and office buildings receive for hundreds.
WITH found AS (
    SELECT shop_id, order_id, shipped_at
    FROM shipments
    WHERE contains(destination_address, $part) AND ($pattern = '' OR regexp_matches(destination_address, $pattern))
)

SELECT
    found.shop_id, shops.shop_name, count(*) AS parcels,
    arg_max(found.order_id, (found.shipped_at, found.order_id)) AS order_id, max(found.shipped_at) AS last_shipped_at,
    count(*) OVER () AS found
FROM found
LEFT JOIN shops ON shops.shop_id = found.shop_id
WHERE found.shop_id IS NOT NULL
GROUP BY found.shop_id, shops.shop_name
ORDER BY parcels DESC, found.shop_id
LIMIT $most
