-- Who buys upstream: every account that ordered three times or more on two days or more at a shop. A ring is implicated
-- (`ring_id`) where its people stock up there, in quantity, at a shop run by the same hand or a suspect itself: whatever
-- its dealings say of it, where one of them alone does. So is a suspect outside who stocks up at one of its shops.
-- Grain: one row per supplier_shop_id, reseller_account_id
-- Innocent reason: regular customers and honest resellers buy again and again; that implicates nobody.
WITH buyers AS (
    SELECT control_groups.account_id, group_rings.ring_id
    FROM control_groups
    JOIN group_rings ON group_rings.ring_id = control_groups.group_id
),

-- How many of a ring's people stock up at one shop: one alone may run an errand at a shop that his errand made a suspect.
paired AS (
    SELECT
        stocked.*,
        buyers.ring_id AS buyer_ring_id,
        count(*) OVER (PARTITION BY stocked.supplier_shop_id, buyers.ring_id) AS together
    FROM supply_stocked AS stocked
    LEFT JOIN buyers ON buyers.account_id = stocked.reseller_account_id
),

implicated AS (
    SELECT
        paired.supplier_shop_id,
        paired.reseller_account_id,
        coalesce(paired.buyer_ring_id, paired.supplier_ring_id) AS ring_id
    FROM paired
    LEFT JOIN suspects_undealt AS supplier ON supplier.shop_id = paired.supplier_shop_id
    LEFT JOIN (SELECT DISTINCT owner_account_id FROM suspects_undealt) AS reseller
        ON reseller.owner_account_id = paired.reseller_account_id
    WHERE
        -- One of the ring's people stocks up at a shop in the same hand, or at a suspect.
        paired.supplier_ring_id = paired.buyer_ring_id
        OR (
            paired.buyer_ring_id IS NOT NULL AND paired.is_suspect
            AND (paired.together >= 2 OR supplier.shop_id IS NOT NULL)
        )
        -- A suspect outside stocks up at one of the ring's shops.
        OR (paired.supplier_ring_id IS NOT NULL AND paired.is_suspect AND reseller.owner_account_id IS NOT NULL)
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
FROM supply_deals AS bought
LEFT JOIN implicated
    ON
        implicated.supplier_shop_id = bought.supplier_shop_id
        AND implicated.reseller_account_id = bought.reseller_account_id
ORDER BY bought.supplier_shop_id, bought.reseller_account_id
