-- How strongly each independent kind of evidence speaks of a shop, for or against; empty where it is silent.
-- Grain: one row per shop_id
WITH sums AS (
    SELECT
        shop_id,
        kind,
        CAST(sum(CAST(weight AS DECIMAL(18, 6))) AS DOUBLE) AS weight
    FROM shop_evidence
    GROUP BY shop_id, kind
),

named AS (
    SELECT
        sums.shop_id,
        sums.kind,
        strengths.strength
    FROM sums
    JOIN strengths ON strengths.measure = 'signal' AND strengths.low <= sums.weight
    QUALIFY row_number() OVER (PARTITION BY sums.shop_id, sums.kind ORDER BY strengths.low DESC) = 1
)

SELECT
    shop_id,
    max(strength) FILTER (WHERE kind = 'prices') AS prices,
    max(strength) FILTER (WHERE kind = 'listing') AS listing,
    max(strength) FILTER (WHERE kind = 'buyers') AS buyers,
    max(strength) FILTER (WHERE kind = 'parcels') AS parcels,
    max(strength) FILTER (WHERE kind = 'accounts') AS accounts,
    max(strength) FILTER (WHERE kind = 'laboratory') AS laboratory
FROM named
GROUP BY shop_id
ORDER BY shop_id
