-- The records behind a ring's dealings and places: the order lines of each purchase upstream that implicates somebody
-- (`shop|account`), also as what makes a shop outside it its supplier; the parcels that start from each of its sites.
-- Grain: one row per finding, finding_id, table_name, row_id
WITH bought AS (
    SELECT supply_edges.ring_id, supply_edges.supplier_shop_id, supply_edges.reseller_account_id, orders.order_line_id
    FROM supply_edges
    JOIN orders
        ON
            orders.shop_id = supply_edges.supplier_shop_id
            AND orders.buyer_account_id = supply_edges.reseller_account_id
    WHERE supply_edges.ring_id IS NOT NULL AND coalesce(orders.status, 'paid') <> 'closed'
),

sent AS (
    SELECT DISTINCT site_groups.site_id, parcel_spots.source_file, parcel_spots.source_row
    FROM site_groups
    JOIN site_starts ON site_starts.ring_id = site_groups.ring_id AND site_starts.spot_id = site_groups.spot_id
    JOIN parcel_spots ON parcel_spots.spot_id = site_starts.spot_id AND parcel_spots.shop_id = site_starts.shop_id
)

SELECT
    'supply_edges' AS finding,
    supplier_shop_id || '|' || reseller_account_id AS finding_id,
    'orders' AS table_name,
    order_line_id AS row_id
FROM bought
UNION
SELECT 'ring_members' AS finding, bought.ring_id || '|shop|' || bought.supplier_shop_id AS finding_id,
    'orders' AS table_name, bought.order_line_id AS row_id
FROM bought
JOIN ring_suppliers ON ring_suppliers.ring_id = bought.ring_id AND ring_suppliers.shop_id = bought.supplier_shop_id
UNION
SELECT 'ring_members' AS finding, bought.ring_id || '|account|' || shops.owner_account_id AS finding_id,
    'orders' AS table_name, bought.order_line_id AS row_id
FROM bought
JOIN ring_suppliers ON ring_suppliers.ring_id = bought.ring_id AND ring_suppliers.shop_id = bought.supplier_shop_id
JOIN shops ON shops.shop_id = bought.supplier_shop_id AND shops.owner_account_id IS NOT NULL
UNION
SELECT 'sites' AS finding, sent.site_id AS finding_id, 'shipments' AS table_name,
    extract_files.file || '#' || CAST(sent.source_row AS VARCHAR) AS row_id
FROM sent
JOIN extract_files ON extract_files.source_file = sent.source_file
ORDER BY finding, finding_id, table_name, row_id
