-- Each shop's weights summed, with and without the laboratory, and how many independent kinds of evidence speak. Ties to a
-- group count as two kinds: a group is one only where two independent kinds of record hold it together.
-- Grain: one row per shop_id
WITH kinds AS (
    SELECT
        shop_id,
        kind,
        sum(CAST(weight AS DECIMAL(18, 6))) AS weight
    FROM shop_evidence
    GROUP BY shop_id, kind
),

tied AS (
    SELECT shop_evidence.shop_id
    FROM shop_evidence
    JOIN cuts ON cuts.name = 'kind_speaks'
    WHERE shop_evidence.signal = 'links' AND shop_evidence.weight >= cuts.value
),

summed AS (
    SELECT
        kinds.shop_id,
        sum(kinds.weight) AS weight,
        sum(CASE WHEN kinds.kind <> 'laboratory' THEN kinds.weight ELSE 0 END) AS weight_without_laboratory,
        count(*) FILTER (WHERE kinds.weight >= CAST(cuts.value AS DECIMAL(18, 6))) AS kinds,
        count(*) FILTER (WHERE kinds.weight >= CAST(cuts.value AS DECIMAL(18, 6)) AND kinds.kind <> 'laboratory')
            AS kinds_without_laboratory
    FROM kinds
    JOIN cuts ON cuts.name = 'kind_speaks'
    GROUP BY kinds.shop_id
)

SELECT
    summed.shop_id,
    CAST(summed.weight AS DOUBLE) AS weight,
    CAST(summed.weight_without_laboratory AS DOUBLE) AS weight_without_laboratory,
    summed.kinds + CASE WHEN tied.shop_id IS NULL THEN 0 ELSE 1 END AS kinds,
    summed.kinds_without_laboratory + CASE WHEN tied.shop_id IS NULL THEN 0 ELSE 1 END AS kinds_without_laboratory
FROM summed
LEFT JOIN tied ON tied.shop_id = summed.shop_id
ORDER BY summed.shop_id
