-- For the exclusion test of one ring: the records behind its people's traces.
-- Grain: one row per account_id, kind, trace, table_name, row_id
SELECT
    ring_trace_records.account_id,
    ring_trace_records.kind,
    ring_trace_records.trace,
    ring_trace_records.table_name,
    ring_trace_records.row_id,
    ring_trace_records.least
FROM ring_trace_records
SEMI JOIN ring_members
    ON ring_members.member_id = ring_trace_records.account_id
    AND ring_members.member_type = 'account' AND ring_members.ring_id = $ring
ORDER BY account_id, kind, trace, table_name, row_id
