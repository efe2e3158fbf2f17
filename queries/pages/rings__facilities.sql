-- Shared facilities that accounts of one ring touch: with how many strangers each is shared, so that no tie rests on it.
-- Grain: one row per facility_id
SELECT
    shared_facilities.facility_id,
    shared_facilities.kind,
    shared_facilities.accounts,
    shared_facilities.shops,
    count(DISTINCT account_traces.account_id) AS ring_accounts,
    shared_facilities.accounts - count(DISTINCT account_traces.account_id) AS strangers,
    CASE WHEN shared_facilities.trace_kind = 'device' THEN shared_facilities.trace END AS device_id,
    CASE WHEN shared_facilities.trace_kind = 'network' THEN shared_facilities.trace END AS ip_address,
    CASE WHEN shared_facilities.trace_kind = 'sender_phone' THEN shared_facilities.trace END AS sender_phone,
    CASE WHEN shared_facilities.trace_kind IN ('origin', 'login_place') THEN shared_facilities.trace END AS trace
FROM shared_facilities
JOIN account_traces
    ON account_traces.kind = shared_facilities.trace_kind AND account_traces.trace = shared_facilities.trace
WHERE
    account_traces.account_id IN (
        SELECT member_id FROM ring_members WHERE ring_id = $ring AND member_type = 'account'
    )
GROUP BY shared_facilities.facility_id, shared_facilities.kind, shared_facilities.accounts, shared_facilities.shops,
    shared_facilities.trace_kind, shared_facilities.trace
ORDER BY ring_accounts DESC, shared_facilities.accounts DESC, shared_facilities.facility_id
