-- What speaks for and against each of a ring's people being in charge: the person who controls without owning. Weights in
-- ten-to-one steps of a candidate against any other of the ring's people; customer service and couriers share machines and
-- places with everyone and are not in charge.
-- Grain: one row per ring_id, account_id, signal
-- Innocent reason: who handles money, phones or machines for others may be employed to.
WITH counted AS (
    SELECT
        ring_accounts.*,
        greatest(ring_accounts.accounts - 1, 1) AS others,
        coalesce(ring_owners.is_nominal, FALSE) AS is_nominal,
        coalesce(supplying.resellers, 0) AS resellers,
        coalesce(buying.suppliers, 0) AS suppliers
    FROM ring_accounts
    LEFT JOIN ring_owners
        ON ring_owners.ring_id = ring_accounts.ring_id AND ring_owners.account_id = ring_accounts.account_id
    LEFT JOIN (
        SELECT ring_suppliers.ring_id, shops.owner_account_id AS account_id, max(ring_suppliers.resellers) AS resellers
        FROM ring_suppliers JOIN shops ON shops.shop_id = ring_suppliers.shop_id
        GROUP BY ring_suppliers.ring_id, shops.owner_account_id
    ) AS supplying
        ON supplying.ring_id = ring_accounts.ring_id AND supplying.account_id = ring_accounts.account_id
    LEFT JOIN (
        SELECT ring_id, reseller_account_id AS account_id, count(DISTINCT supplier_shop_id) AS suppliers
        FROM supply_edges WHERE ring_id IS NOT NULL
        GROUP BY ring_id, reseller_account_id
    ) AS buying
        ON buying.ring_id = ring_accounts.ring_id AND buying.account_id = ring_accounts.account_id
),

told AS (
    SELECT ring_id, account_id, 'money' AS signal, by_payment AS figure, by_payment > 0 AS holds FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'phone' AS signal, by_phone AS figure, by_phone > 0 AS holds FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'machines' AS signal, by_device AS figure, by_device * 2 >= others AS holds FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'supplies' AS signal, resellers AS figure, resellers >= 2 AS holds FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'buys_upstream' AS signal, suppliers AS figure, suppliers > 0 AND shops_owned = 0 AS holds
    FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'owns_nothing' AS signal, shops_owned AS figure,
        shops_owned = 0 AND by_payment + by_phone > 0 AS holds
    FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'machines_only' AS signal, by_device AS figure,
        shops_owned = 0 AND by_payment + by_phone + by_document = 0 AS holds
    FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'nominal_owner' AS signal, shops_owned AS figure, is_nominal AS holds FROM counted
    UNION ALL
    SELECT ring_id, account_id, 'own_shop_only' AS signal, shops_owned AS figure,
        shops_owned > 0 AND resellers < 2 AS holds
    FROM counted
)

SELECT told.ring_id, told.account_id, told.signal, CAST(told.figure AS DOUBLE) AS figure,
    principal_weights.weight * CASE
        -- A phone is lent more easily than a payment account.
        WHEN told.signal = 'owns_nothing' AND counted.by_payment = 0 THEN 0.25
        WHEN principal_weights.is_share THEN least(1.0, told.figure / CAST(greatest(counted.others, 1) AS DOUBLE) + 0.25)
        ELSE 1
    END AS weight,
    principal_weights.innocent_reading
FROM told
JOIN counted ON counted.ring_id = told.ring_id AND counted.account_id = told.account_id
JOIN principal_weights ON principal_weights.signal = told.signal
WHERE told.holds
ORDER BY told.ring_id, told.account_id, told.signal
