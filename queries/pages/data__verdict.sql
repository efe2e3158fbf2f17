-- Whether today's figures can be trusted, in figures: what was read, what was kept out, whether the sums hold.
-- Grain: one row
WITH extract_health AS (
    SELECT * FROM extract_health
),

signal_status AS (
    SELECT * FROM signal_status
)

SELECT
    count(*) FILTER (WHERE rows_read > 0) AS delivered,
    count(*) AS extracts,
    CAST(coalesce(sum(rows_read), 0) AS BIGINT) AS rows_read,
    CAST(coalesce(sum(used), 0) AS BIGINT) AS used,
    CAST(coalesce(sum(superseded), 0) AS BIGINT) AS superseded,
    CAST(coalesce(sum(rejected), 0) AS BIGINT) AS rejected,
    count(*) FILTER (WHERE rows_read <> used + superseded + rejected) AS sums_broken,
    (SELECT count(*) FROM signal_status WHERE is_on) AS signals_on,
    (SELECT count(*) FROM signal_status) AS signals
FROM extract_health
