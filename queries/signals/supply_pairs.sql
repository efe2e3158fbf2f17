-- Shops whose owner buys again and again from another shop what the own shop sells: three order lines or more on two
-- days or more, of goods in a category that the own shop lists. `share_of_sales` is how much of the own shop's sales
-- in units could have come from there.
-- Grain: one row per supplier_shop_id, reseller_shop_id
-- Innocent reason: honest drop-shippers buy from honest wholesalers in just this way; owners also buy for themselves.
-- Off without: orders and owner_account_id.
WITH orders AS (
    SELECT * FROM orders WHERE coalesce(status, 'paid') <> 'closed'
),

shops AS (
    SELECT * FROM shops WHERE owner_account_id IS NOT NULL
),

sold AS (
    SELECT shop_id, CAST(sum(quantity) AS BIGINT) AS units FROM orders GROUP BY shop_id
),

listed AS (
    SELECT shop_id, lower(trim(category)) AS category FROM listings
    UNION
    -- Goods no longer listed have no category left to compare: they may be what the own shop sells.
    SELECT shop_id, NULL AS category FROM listings
),

-- Semi-join first: of all buyers, few own a shop.
owners_orders AS (
    SELECT orders.*, lower(trim(listings.category)) AS category
    FROM orders
    SEMI JOIN shops ON shops.owner_account_id = orders.buyer_account_id
    LEFT JOIN listings ON listings.listing_id = orders.listing_id
),

bought AS (
    SELECT
        owners_orders.shop_id AS supplier_shop_id,
        shops.shop_id AS reseller_shop_id,
        owners_orders.buyer_account_id AS reseller_account_id,
        count(*) AS orders,
        count(DISTINCT CAST(owners_orders.ordered_at AS DATE)) AS days,
        CAST(sum(owners_orders.quantity) AS BIGINT) AS units,
        -- Amounts in different currencies are never added.
        CASE WHEN count(DISTINCT owners_orders.currency) = 1 THEN
            CAST(sum(owners_orders.quantity * owners_orders.unit_price) AS DECIMAL(38, 4))
        END AS amount,
        CASE WHEN count(DISTINCT owners_orders.currency) = 1 THEN min(owners_orders.currency) END AS currency,
        min(owners_orders.ordered_at) AS first_order_at,
        max(owners_orders.ordered_at) AS last_order_at
    FROM owners_orders
    JOIN shops
        ON shops.owner_account_id = owners_orders.buyer_account_id AND shops.shop_id <> owners_orders.shop_id
    -- Between two shops of one owner goods are moved, not supplied.
    ANTI JOIN shops AS own
        ON own.shop_id = owners_orders.shop_id AND own.owner_account_id = owners_orders.buyer_account_id
    SEMI JOIN listed
        ON listed.shop_id = shops.shop_id AND listed.category IS NOT DISTINCT FROM owners_orders.category
    GROUP BY owners_orders.shop_id, shops.shop_id, owners_orders.buyer_account_id
    HAVING count(*) >= 3 AND count(DISTINCT CAST(owners_orders.ordered_at AS DATE)) >= 2
)

SELECT
    bought.supplier_shop_id,
    bought.reseller_shop_id,
    bought.reseller_account_id,
    bought.orders,
    bought.days,
    bought.units,
    bought.amount,
    bought.currency,
    bought.first_order_at,
    bought.last_order_at,
    least(1.0, bought.units / CAST(greatest(coalesce(sold.units, 0), 1) AS DOUBLE)) AS share_of_sales
FROM bought
LEFT JOIN sold ON sold.shop_id = bought.reseller_shop_id
ORDER BY bought.supplier_shop_id, bought.reseller_shop_id
