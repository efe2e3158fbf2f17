-- For the exclusion test of one ring: the order lines of repeated purchases at its shops or by its people.
-- Grain: one row per order_line_id
WITH near AS (
    SELECT supply_edges.supplier_shop_id, supply_edges.reseller_account_id
    FROM supply_edges
    JOIN exclusion_shops
        ON exclusion_shops.shop_id = supply_edges.supplier_shop_id
        AND exclusion_shops.ring_id = $ring AND exclusion_shops.is_inside
    UNION
    SELECT supply_edges.supplier_shop_id, supply_edges.reseller_account_id
    FROM supply_edges
    JOIN exclusion_accounts
        ON exclusion_accounts.account_id = supply_edges.reseller_account_id
        AND exclusion_accounts.ring_id = $ring AND exclusion_accounts.is_member
)

SELECT
    orders.order_line_id,
    orders.order_id,
    orders.listing_id,
    orders.shop_id,
    orders.buyer_account_id,
    orders.quantity,
    orders.unit_price,
    orders.ordered_at,
    orders.currency,
    orders.status,
    orders.observed_at,
    orders.source_file,
    orders.source_row,
    orders.is_listing_known
FROM orders
SEMI JOIN near
    ON near.supplier_shop_id = orders.shop_id AND near.reseller_account_id = orders.buyer_account_id
ORDER BY orders.order_line_id
