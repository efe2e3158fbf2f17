-- Whose records the exclusion test of a ring needs: its accounts (`is_member`), who is linked to one of them, and who shares
-- a trace with one of them and is tied to a user of it otherwise. All other users of a trace only count.
-- Grain: one row per ring_id, account_id
-- Innocent reason: most who share a trace with a ring's people are strangers to it.
WITH members AS (
    SELECT ring_id, account_id FROM ring_accounts
),

near AS (
    SELECT members.ring_id, linked_pairs.account_id_b AS account_id
    FROM members
    JOIN linked_pairs ON linked_pairs.account_id_a = members.account_id
    UNION ALL
    SELECT members.ring_id, linked_pairs.account_id_a AS account_id
    FROM members
    JOIN linked_pairs ON linked_pairs.account_id_b = members.account_id
    UNION ALL
    SELECT members.ring_id, tied_otherwise.account_id
    FROM members
    JOIN account_traces ON account_traces.account_id = members.account_id
    JOIN tied_otherwise ON tied_otherwise.kind = account_traces.kind AND tied_otherwise.trace = account_traces.trace
    UNION ALL
    SELECT ring_id, member_id AS account_id FROM ring_members WHERE member_type = 'account'
),

-- A neighbour's whole group: else he might seem free to join this one.
fellows AS (
    SELECT near.ring_id, fellow.account_id
    FROM near
    JOIN control_groups ON control_groups.account_id = near.account_id
    JOIN control_groups AS fellow ON fellow.group_id = control_groups.group_id
),

together AS (
    SELECT ring_id, account_id FROM members
    UNION
    SELECT ring_id, account_id FROM near
    UNION
    SELECT ring_id, account_id FROM fellows
)

SELECT together.ring_id, together.account_id, members.account_id IS NOT NULL AS is_member
FROM together
LEFT JOIN members ON members.ring_id = together.ring_id AND members.account_id = together.account_id
ORDER BY together.ring_id, together.account_id
