-- Of the users of each shared trace, how many other records tie to one another.
-- Grain: one row per kind, trace
WITH tied AS (
    SELECT kind, trace, count(*) AS accounts, count(*) FILTER (WHERE is_seller) AS sellers
    FROM tied_otherwise
    GROUP BY kind, trace
)

SELECT
    trace_sizes.kind,
    trace_sizes.trace,
    trace_sizes.accounts,
    trace_sizes.sellers,
    trace_sizes.shops,
    coalesce(tied.accounts, 0) AS tied,
    coalesce(tied.sellers, 0) AS tied_sellers
FROM trace_sizes
LEFT JOIN tied ON tied.kind = trace_sizes.kind AND tied.trace = trace_sizes.trace
