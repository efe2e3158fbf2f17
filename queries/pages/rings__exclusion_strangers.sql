-- For the exclusion test of one ring: how many further accounts left each of these traces; they stay, whatever is
-- struck of the ring's.
-- Grain: one row per kind, trace
WITH near AS (
    SELECT account_id, is_member FROM exclusion_accounts WHERE ring_id = $ring
),

left_by AS (
    SELECT account_traces.*, near.is_member
    FROM account_traces
    JOIN near ON near.account_id = account_traces.account_id
),

-- What one neighbour alone left touches nobody here.
met AS (
    SELECT kind, trace FROM left_by GROUP BY kind, trace HAVING bool_or(is_member) OR count(*) > 1
),

here AS (
    SELECT
        left_by.kind,
        left_by.trace,
        count(*) AS accounts,
        count(seller_accounts.account_id) AS sellers,
        sum(coalesce(seller_accounts.shops, 0)) AS shops
    FROM left_by
    SEMI JOIN met ON met.kind = left_by.kind AND met.trace = left_by.trace
    LEFT JOIN seller_accounts ON seller_accounts.account_id = left_by.account_id
    GROUP BY left_by.kind, left_by.trace
)

SELECT
    here.kind,
    here.trace,
    trace_sizes.accounts - here.accounts AS accounts,
    trace_sizes.sellers - here.sellers AS sellers,
    CAST(trace_sizes.shops - here.shops AS BIGINT) AS shops
FROM here
JOIN trace_sizes ON trace_sizes.kind = here.kind AND trace_sizes.trace = here.trace
WHERE trace_sizes.accounts > here.accounts
ORDER BY here.kind, here.trace
