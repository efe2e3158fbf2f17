-- What each of a ring's people shares with another of them, where the two are linked: the traces that hold the ring
-- together.
-- Grain: one row per ring_id, account_id, other_id, kind, trace
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
WITH ties AS (
    SELECT account_id_a AS account_id, account_id_b AS other_id, kind, trace FROM link_ties
    UNION ALL
    SELECT account_id_b AS account_id, account_id_a AS other_id, kind, trace FROM link_ties
)

SELECT members.ring_id, ties.account_id, ties.other_id, ties.kind, ties.trace
FROM ties
JOIN ring_accounts AS members ON members.account_id = ties.account_id
JOIN ring_accounts AS others ON others.account_id = ties.other_id AND others.ring_id = members.ring_id
ORDER BY members.ring_id, ties.account_id, ties.other_id, ties.kind, ties.trace
