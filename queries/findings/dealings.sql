-- What dealing with one another says of suppliers and resellers: belief passed along repeated purchases, each shop's
-- own opinion left out of what it hears back. A supplier of many suspicious shops is suspicious, and so are its other
-- resellers; an honest wholesaler's honest resellers speak for each other.
-- Grain: one row per shop_id
-- Innocent reason: an honest shop may unknowingly stock up at a bad wholesaler, or buy there for itself.
-- Source: belief propagation, J. Pearl (1988); exact where the purchases form no circle.
WITH belief AS (
    SELECT
        max(value) FILTER (WHERE name = 'supplier_if_reseller_guilty') AS b1,
        max(value) FILTER (WHERE name = 'supplier_if_reseller_innocent') AS b0,
        max(value) FILTER (WHERE name = 'weight_most') AS most,
        max(value) FILTER (WHERE name = 'weight_least') AS least_weight
    FROM cuts
),

suppliers AS (
    SELECT
        supplier_shop_id,
        sum(CAST(weight AS DECIMAL(18, 9))) AS weight,
        sum(units) AS units
    FROM supplier_hearsay AS upstream
    GROUP BY supplier_shop_id
),

-- What the supplier, as its own records and its other resellers paint it, says of each reseller.
downstream AS (
    SELECT
        upstream.reseller_shop_id,
        upstream.units,
        upstream.strength,
        own.weight + CAST(suppliers.weight AS DOUBLE) - upstream.weight AS supplier_weight
    FROM supplier_hearsay AS upstream
    JOIN suppliers ON suppliers.supplier_shop_id = upstream.supplier_shop_id
    JOIN own_weights AS own ON own.shop_id = upstream.supplier_shop_id
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
FROM own_weights AS own
LEFT JOIN suppliers ON suppliers.supplier_shop_id = own.shop_id
LEFT JOIN resellers ON resellers.reseller_shop_id = own.shop_id
CROSS JOIN belief
WHERE suppliers.supplier_shop_id IS NOT NULL OR resellers.reseller_shop_id IS NOT NULL
ORDER BY own.shop_id
