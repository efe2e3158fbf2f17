-- Who buys upstream: every account that ordered three times or more on two days or more at a shop. A ring is implicated
-- (`ring_id`) where the account is one of its people and stocks up there, in quantity, at a shop that is a suspect itself
-- or run by the same hand.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: regular customers and honest resellers buy again and again; that implicates nobody.
WITH bought AS (
    SELECT * FROM supply_deals
),

shares AS (
    SELECT supplier_shop_id, reseller_account_id, max(share_of_sales) AS share_of_sales
    FROM supply_pairs
    GROUP BY supplier_shop_id, reseller_account_id
),

-- In quantity: what the own shop sells, or far more units an order than a household needs.
stocked AS (
    SELECT bought.supplier_shop_id, bought.reseller_account_id, shop_scores.ring_id AS supplier_ring_id,
        shop_scores.suspect
    FROM bought
    LEFT JOIN shares
        ON
            shares.supplier_shop_id = bought.supplier_shop_id
            AND shares.reseller_account_id = bought.reseller_account_id
    JOIN shop_scores ON shop_scores.shop_id = bought.supplier_shop_id
    JOIN cuts AS several ON several.name = 'stocking_units'
    JOIN cuts AS many ON many.name = 'stocking_units_without_shop'
    JOIN cuts AS share ON share.name = 'supply_share_full'
    WHERE
        (shares.share_of_sales >= share.value AND bought.units >= bought.orders * several.value)
        OR bought.units >= bought.orders * many.value
),

buyers AS (
    SELECT control_groups.account_id, group_rings.ring_id
    FROM control_groups
    JOIN group_rings ON group_rings.ring_id = control_groups.group_id
),

implicated AS (
    SELECT
        stocked.supplier_shop_id,
        stocked.reseller_account_id,
        coalesce(buyers.ring_id, stocked.supplier_ring_id) AS ring_id
    FROM stocked
    LEFT JOIN buyers ON buyers.account_id = stocked.reseller_account_id
    LEFT JOIN suspect_owners ON suspect_owners.account_id = stocked.reseller_account_id
    WHERE
        -- One of the ring's people stocks up at a suspect, or at a shop in the same hand.
        (buyers.ring_id IS NOT NULL AND (stocked.suspect OR stocked.supplier_ring_id = buyers.ring_id))
        -- A suspect outside stocks up at one of the ring's shops.
        OR (stocked.supplier_ring_id IS NOT NULL AND stocked.suspect AND suspect_owners.account_id IS NOT NULL)
)

SELECT
    bought.supplier_shop_id,
    bought.reseller_account_id,
    implicated.ring_id,
    bought.orders,
    bought.units,
    bought.amount,
    bought.currency,
    bought.first_order_at,
    bought.last_order_at
FROM bought
LEFT JOIN implicated
    ON
        implicated.supplier_shop_id = bought.supplier_shop_id
        AND implicated.reseller_account_id = bought.reseller_account_id
ORDER BY bought.supplier_shop_id, bought.reseller_account_id
