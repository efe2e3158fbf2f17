-- What dealing with one another says of suppliers and resellers: belief passed along repeated purchases, each shop's
-- own opinion left out of what it hears back. A supplier of many suspicious shops is suspicious, and so are its other
-- resellers; an honest wholesaler's honest resellers speak for each other.
-- Grain: one row per shop_id
-- Innocent reason: an honest shop may unknowingly stock up at a bad wholesaler, or buy there for itself.
-- Source: belief propagation, J. Pearl (1988); exact where the purchases form no circle.
WITH own AS (
    SELECT
        shops.shop_id,
        CAST(coalesce(sum(CAST(own_evidence.weight AS DECIMAL(18, 9))), 0) AS DOUBLE) AS weight,
        -- Who drop-ships, ships from the supplier: where its parcels start is no second opinion on that supplier.
        CAST(coalesce(sum(CAST(own_evidence.weight AS DECIMAL(18, 9)))
            FILTER (WHERE own_evidence.kind <> 'parcels'), 0) AS DOUBLE) AS weight_without_parcels
    FROM shops
    LEFT JOIN own_evidence ON own_evidence.shop_id = shops.shop_id
    GROUP BY shops.shop_id
),

belief AS (
    SELECT
        max(value) FILTER (WHERE name = 'reseller_if_supplier_guilty') AS a1,
        max(value) FILTER (WHERE name = 'reseller_if_supplier_innocent') AS a0,
        max(value) FILTER (WHERE name = 'supplier_if_reseller_guilty') AS b1,
        max(value) FILTER (WHERE name = 'supplier_if_reseller_innocent') AS b0,
        max(value) FILTER (WHERE name = 'weight_most') AS most,
        max(value) FILTER (WHERE name = 'weight_least') AS least_weight
    FROM cuts
),

-- A tenth of the sales bought there ties two shops in full, less ties them less.
coupling AS (
    SELECT supplier_shop_id, reseller_shop_id, least(1.0, share_of_sales / cuts.value) AS strength
    FROM supply_pairs
    JOIN cuts ON cuts.name = 'supply_share_full'
),

-- What each reseller's own records say of its supplier.
upstream AS (
    SELECT
        supply_pairs.supplier_shop_id,
        supply_pairs.reseller_shop_id,
        supply_pairs.units,
        coupling.strength,
        ln(
            ((a0 + (a1 - a0) * coupling.strength) * exp(own.weight_without_parcels)
                + 1 - a0 - (a1 - a0) * coupling.strength)
            / (a0 * exp(own.weight_without_parcels) + 1 - a0)
        ) AS weight
    FROM supply_pairs
    JOIN coupling
        ON
            coupling.supplier_shop_id = supply_pairs.supplier_shop_id
            AND coupling.reseller_shop_id = supply_pairs.reseller_shop_id
    JOIN own ON own.shop_id = supply_pairs.reseller_shop_id
    CROSS JOIN belief
),

suppliers AS (
    SELECT
        supplier_shop_id,
        sum(CAST(weight AS DECIMAL(18, 9))) AS weight,
        sum(units) AS units
    FROM upstream
    GROUP BY supplier_shop_id
),

-- What the supplier, as its own records and its other resellers paint it, says of each reseller.
downstream AS (
    SELECT
        upstream.reseller_shop_id,
        upstream.units,
        upstream.strength,
        own.weight + CAST(suppliers.weight AS DOUBLE) - upstream.weight AS supplier_weight
    FROM upstream
    JOIN suppliers ON suppliers.supplier_shop_id = upstream.supplier_shop_id
    JOIN own ON own.shop_id = upstream.supplier_shop_id
),

resellers AS (
    SELECT
        downstream.reseller_shop_id,
        sum(CAST(
            ln(
                ((b0 + (b1 - b0) * strength) * exp(least(supplier_weight, 30)) + 1 - b0 - (b1 - b0) * strength)
                / (b0 * exp(least(supplier_weight, 30)) + 1 - b0)
            )
            AS DECIMAL(18, 9)
        )) AS weight,
        sum(downstream.units) AS units
    FROM downstream
    CROSS JOIN belief
    GROUP BY downstream.reseller_shop_id
)

SELECT
    own.shop_id,
    own.weight AS own_weight,
    CAST(suppliers.units AS BIGINT) AS units_supplied,
    CAST(resellers.units AS BIGINT) AS units_bought,
    CASE
        WHEN coalesce(suppliers.weight, 0) >= coalesce(resellers.weight, 0) AND suppliers.weight IS NOT NULL
            THEN 'supplies'
        ELSE 'buys'
    END AS direction,
    greatest(
        least(CAST(coalesce(suppliers.weight, 0) + coalesce(resellers.weight, 0) AS DOUBLE), belief.most),
        belief.least_weight
    ) AS weight
FROM own
LEFT JOIN suppliers ON suppliers.supplier_shop_id = own.shop_id
LEFT JOIN resellers ON resellers.reseller_shop_id = own.shop_id
CROSS JOIN belief
WHERE suppliers.supplier_shop_id IS NOT NULL OR resellers.reseller_shop_id IS NOT NULL
ORDER BY own.shop_id
