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

goods AS (
    SELECT
        shop_id,
        goods,
        count(*) FILTER (WHERE is_after) AS lines_after,
        count(*) FILTER (WHERE NOT is_after) AS lines_before,
        median(log_price) FILTER (WHERE is_after) - median(log_price) FILTER (WHERE NOT is_after) AS price_change
    FROM sold
    GROUP BY shop_id, goods
),

lines AS (
    SELECT shop_id, sum(lines_after) AS lines_after, sum(lines_before) AS lines_before FROM goods GROUP BY shop_id
),

-- Each kind of goods has as much to say of prices as was sold of it on its smaller side: one pair proves little.
goods_changes AS (
    SELECT
        goods.shop_id,
        CAST(sum(CAST(
            least(goods.lines_after / CAST(lines.lines_after AS DOUBLE), goods.lines_before / CAST(lines.lines_before AS DOUBLE))
            AS DECIMAL(9, 6)
        )) AS DOUBLE) AS goods_kept,
        CAST(sum(CAST(goods.price_change * least(goods.lines_after, goods.lines_before) AS DECIMAL(18, 6))) AS DOUBLE)
        / nullif(CAST(sum(least(goods.lines_after, goods.lines_before)) AS DOUBLE), 0) AS price_change
    FROM goods
    JOIN lines ON lines.shop_id = goods.shop_id
    WHERE lines.lines_after >= 5 AND lines.lines_before >= 5
    GROUP BY goods.shop_id
)

SELECT
    last_transfers.shop_id,
    last_transfers.transferred_at,
    last_transfers.transfers,
    goods_changes.goods_kept,
    exp(goods_changes.price_change) AS price_kept,
    takeover_moves.moved_km
FROM last_transfers
LEFT JOIN goods_changes ON goods_changes.shop_id = last_transfers.shop_id
LEFT JOIN takeover_moves ON takeover_moves.shop_id = last_transfers.shop_id
ORDER BY last_transfers.shop_id
