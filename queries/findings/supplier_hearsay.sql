-- What each reseller's own records, and the group it is run with, say of its supplier, by the strength of the tie between
-- the two. Within one group the own records alone speak: the group has spoken already.
-- Grain: one row per supplier_shop_id, reseller_shop_id
-- Innocent reason: an honest shop may unknowingly stock up at a bad wholesaler, or buy there for itself.
-- Source: belief propagation, J. Pearl (1988): the message from reseller to supplier.
WITH belief AS (
    SELECT
        max(value) FILTER (WHERE name = 'reseller_if_supplier_guilty') AS a1,
        max(value) FILTER (WHERE name = 'reseller_if_supplier_innocent') AS a0
    FROM cuts
),

-- A tenth of the sales bought there ties two shops in full, less ties them less.
coupling AS (
    SELECT supplier_shop_id, reseller_shop_id, least(1.0, share_of_sales / cuts.value) AS strength
    FROM supply_pairs
    JOIN cuts ON cuts.name = 'supply_share_full'
),

believed AS (
    SELECT
        supply_pairs.supplier_shop_id,
        supply_pairs.reseller_shop_id,
        supply_pairs.units,
        own_weights.weight_without_parcels + CASE
            WHEN supplier.group_id IS NOT DISTINCT FROM reseller.group_id THEN 0
            ELSE coalesce(reseller.weight, 0)
        END AS weight
    FROM supply_pairs
    JOIN own_weights ON own_weights.shop_id = supply_pairs.reseller_shop_id
    LEFT JOIN group_ties AS supplier ON supplier.shop_id = supply_pairs.supplier_shop_id
    LEFT JOIN group_ties AS reseller ON reseller.shop_id = supply_pairs.reseller_shop_id
)

SELECT
    believed.supplier_shop_id,
    believed.reseller_shop_id,
    believed.units,
    coupling.strength,
    ln(
        ((a0 + (a1 - a0) * coupling.strength) * exp(believed.weight) + 1 - a0 - (a1 - a0) * coupling.strength)
        / (a0 * exp(believed.weight) + 1 - a0)
    ) AS weight
FROM believed
JOIN coupling
    ON
        coupling.supplier_shop_id = believed.supplier_shop_id
        AND coupling.reseller_shop_id = believed.reseller_shop_id
CROSS JOIN belief
ORDER BY believed.supplier_shop_id, believed.reseller_shop_id
