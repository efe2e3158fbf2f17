-- Shared facilities that accounts of one ring touch: with how many strangers each is shared, so that no tie rests on it.
-- All, or those of one kind of trace, or those that the picked accounts touch.
-- Grain: one row per facility_id
SELECT
    shared_facilities.facility_id,
    shared_facilities.kind,
    shared_facilities.trace_kind,
    shared_facilities.accounts,
    shared_facilities.shops,
    ring_uses.ring_accounts,
    shared_facilities.accounts - ring_uses.ring_accounts AS strangers,
    CASE WHEN shared_facilities.trace_kind = 'device' THEN shared_facilities.trace END AS device_id,
    CASE WHEN shared_facilities.trace_kind = 'network' THEN shared_facilities.trace END AS ip_address,
    CASE WHEN shared_facilities.trace_kind = 'sender_phone' THEN shared_facilities.trace END AS sender_phone,
    CASE WHEN shared_facilities.trace_kind IN ('origin', 'login_place') THEN shared_facilities.trace END AS trace
FROM shared_facilities
JOIN ring_uses ON ring_uses.kind = shared_facilities.trace_kind AND ring_uses.trace = shared_facilities.trace
WHERE
    ring_uses.ring_id = $ring
    AND ($tie = '' OR shared_facilities.trace_kind = $tie)
    AND (
        len(CAST($nodes AS VARCHAR[])) = 0
        OR EXISTS (
            SELECT 1 FROM account_traces
            WHERE
                account_traces.kind = shared_facilities.trace_kind
                AND account_traces.trace = shared_facilities.trace
                AND list_contains(CAST($nodes AS VARCHAR[]), account_traces.account_id)
        )
    )
ORDER BY ring_uses.ring_accounts DESC, shared_facilities.accounts DESC, shared_facilities.facility_id
