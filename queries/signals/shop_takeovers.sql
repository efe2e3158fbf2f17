-- Shops that changed hands and then changed: other goods, other prices for the same goods, another place of dispatch.
-- Half a year before the last transfer is held against everything after it; five order lines on both sides.
-- Grain: one row per shop_id
-- Innocent reason: shops are lawfully sold, and a new owner may lawfully sell something else from somewhere else.
-- Off without: shop_transfers.
WITH last_transfers AS (
    SELECT shop_id, max(transferred_at) AS transferred_at, count(*) AS transfers
    FROM shop_transfers
    GROUP BY shop_id
),

sold AS (
    SELECT
        orders.shop_id,
        orders.ordered_at >= last_transfers.transferred_at AS is_after,
        coalesce(lower(trim(listings.category)), '') || '|' || coalesce(listing_text.goods_brand, '') AS goods,
        ln(CAST(orders.unit_price AS DOUBLE)) AS log_price
    FROM orders
    JOIN last_transfers ON last_transfers.shop_id = orders.shop_id
    JOIN listings ON listings.listing_id = orders.listing_id
    JOIN listing_text ON listing_text.listing_id = orders.listing_id
    WHERE orders.ordered_at >= last_transfers.transferred_at - INTERVAL 180 DAY
),

goods_shares AS (
    SELECT
        shop_id,
        goods,
        count(*) FILTER (WHERE is_after) / CAST(sum(count(*) FILTER (WHERE is_after)) OVER shop AS DOUBLE) AS after,
        count(*) FILTER (WHERE NOT is_after) / CAST(sum(count(*) FILTER (WHERE NOT is_after)) OVER shop AS DOUBLE)
            AS before,
        median(log_price) FILTER (WHERE is_after) - median(log_price) FILTER (WHERE NOT is_after) AS price_change,
        sum(count(*) FILTER (WHERE is_after)) OVER shop AS lines_after,
        sum(count(*) FILTER (WHERE NOT is_after)) OVER shop AS lines_before
    FROM sold
    GROUP BY shop_id, goods
    WINDOW shop AS (PARTITION BY shop_id)
),

goods_changes AS (
    SELECT
        shop_id,
        CAST(sum(CAST(least(after, before) AS DECIMAL(9, 6))) AS DOUBLE) AS goods_kept,
        min(price_change) AS price_change
    FROM goods_shares
    WHERE lines_after >= 5 AND lines_before >= 5
    GROUP BY shop_id
),

origins AS (
    SELECT
        parcel_places.shop_id,
        median(parcel_places.origin_latitude) FILTER (WHERE parcel_places.shipped_at >= last_transfers.transferred_at)
            AS latitude_after,
        median(parcel_places.origin_longitude) FILTER (WHERE parcel_places.shipped_at >= last_transfers.transferred_at)
            AS longitude_after,
        median(parcel_places.origin_latitude) FILTER (WHERE parcel_places.shipped_at < last_transfers.transferred_at)
            AS latitude_before,
        median(parcel_places.origin_longitude) FILTER (WHERE parcel_places.shipped_at < last_transfers.transferred_at)
            AS longitude_before
    FROM parcel_places
    JOIN last_transfers ON last_transfers.shop_id = parcel_places.shop_id
    GROUP BY parcel_places.shop_id
)

SELECT
    last_transfers.shop_id,
    last_transfers.transferred_at,
    last_transfers.transfers,
    goods_changes.goods_kept,
    exp(goods_changes.price_change) AS price_kept,
    -- Degrees are enough here: 200 km is about two of them.
    sqrt(
        pow(origins.latitude_after - origins.latitude_before, 2)
        + pow((origins.longitude_after - origins.longitude_before) * cos(radians(origins.latitude_before)), 2)
    ) * 111.2 AS moved_km
FROM last_transfers
LEFT JOIN goods_changes ON goods_changes.shop_id = last_transfers.shop_id
LEFT JOIN origins ON origins.shop_id = last_transfers.shop_id
ORDER BY last_transfers.shop_id
