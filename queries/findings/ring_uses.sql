-- Which traces each ring's accounts left, and how many of them each: whatever more accounts left one are strangers.
-- Grain: one row per ring_id, kind, trace
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
SELECT
    ring_members.ring_id,
    account_traces.kind,
    account_traces.trace,
    count(DISTINCT account_traces.account_id) AS ring_accounts
FROM account_traces
JOIN ring_members ON ring_members.member_type = 'account' AND ring_members.member_id = account_traces.account_id
GROUP BY ring_members.ring_id, account_traces.kind, account_traces.trace
ORDER BY ring_members.ring_id, account_traces.kind, account_traces.trace
