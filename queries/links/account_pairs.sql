-- Two accounts and all that ties them: in each source of record the strongest trace counts whole, further ones half; where
-- nothing but circumstances agree, they are one source. `sources` counts the independent records that speak.
-- Grain: one row per account_id_a, account_id_b
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
WITH ranked AS (
    SELECT
        pair_evidence.*,
        bool_and(is_circumstance) OVER (PARTITION BY account_id_a, account_id_b) AS only_circumstances
    FROM pair_evidence
    WHERE weight > 0
),

placed AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY account_id_a, account_id_b, CASE WHEN only_circumstances THEN 'circumstance' ELSE source END
            ORDER BY weight DESC, kind, trace
        ) AS place
    FROM ranked
)

SELECT
    placed.account_id_a,
    placed.account_id_b,
    CAST(sum(CAST(placed.weight * CASE WHEN placed.place = 1 THEN 1 ELSE cuts.value END AS DECIMAL(18, 6))) AS DOUBLE)
        AS weight,
    count(DISTINCT CASE WHEN only_circumstances THEN 'circumstance' ELSE source END) AS sources,
    count(*) AS traces,
    bool_and(placed.only_circumstances) AS only_circumstances
FROM placed
JOIN link_cuts AS cuts ON cuts.name = 'same_source_share'
-- The second trace of a kind repeats the first: three are enough to say it.
WHERE placed.place <= 3
GROUP BY placed.account_id_a, placed.account_id_b
ORDER BY placed.account_id_a, placed.account_id_b
