-- For the exclusion test of one ring: every trace of its people and their neighbours that two of them share, or that is
-- its people's own.
-- Grain: one row per account_id, kind, trace
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
)

SELECT
    left_by.account_id,
    left_by.kind,
    left_by.trace,
    left_by.source,
    left_by.is_circumstance,
    left_by.uses,
    left_by.first_seen_at,
    left_by.last_seen_at
FROM left_by
SEMI JOIN met ON met.kind = left_by.kind AND met.trace = left_by.trace
ORDER BY left_by.account_id, left_by.kind, left_by.trace
