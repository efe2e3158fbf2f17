-- What ties each two accounts of one ring: every trace with how many accounts left it, how many of them are not the ring's,
-- and how many innocents are expected to share it; all, of one kind, with a picked end (`nodes`), or with both ends picked
-- (`within`). A trace that is personal stands in the column of its kind.
-- Grain: one row per account_id_a, account_id_b, kind, trace_no
WITH people AS (
    SELECT account_id, shop_names FROM ring_people WHERE ring_id = $ring
),

inside AS (
    SELECT * FROM ring_pairs WHERE ring_id = $ring AND pair_weight IS NOT NULL
),

uses AS (
    SELECT kind, trace, ring_accounts FROM ring_uses WHERE ring_id = $ring
)

SELECT
    inside.account_id_a, inside.account_id_b, of_a.shop_names AS shops_a, of_b.shop_names AS shops_b,
    inside.source, inside.kind,
    row_number() OVER (
        PARTITION BY inside.account_id_a, inside.account_id_b, inside.kind ORDER BY inside.weight DESC, inside.trace
    ) AS trace_no,
    dense_rank() OVER (ORDER BY inside.kind, inside.trace) AS trace_key,
    CASE WHEN inside.kind = 'device' THEN inside.trace END AS device_id,
    CASE WHEN inside.kind = 'network' THEN inside.trace END AS ip_address,
    CASE WHEN inside.kind = 'phone' THEN inside.trace END AS phone,
    CASE WHEN inside.kind = 'sender_phone' THEN inside.trace END AS sender_phone,
    CASE WHEN inside.kind = 'document' THEN inside.trace END AS id_document,
    CASE WHEN inside.kind = 'payment' THEN inside.trace END AS payment_account,
    CASE WHEN inside.kind = 'name' THEN inside.trace END AS holder_name,
    CASE WHEN inside.kind IN ('origin', 'login_place', 'supply', 'buyers') THEN inside.trace END AS trace,
    inside.accounts, greatest(inside.accounts - coalesce(uses.ring_accounts, 2), 0) AS strangers,
    inside.innocents_expected, inside.weight, inside.is_circumstance, inside.pair_weight, inside.sources
FROM inside
LEFT JOIN uses ON uses.kind = inside.kind AND uses.trace = inside.trace
LEFT JOIN people AS of_a ON of_a.account_id = inside.account_id_a
LEFT JOIN people AS of_b ON of_b.account_id = inside.account_id_b
WHERE
    ($tie = '' OR inside.kind = $tie)
    AND (
        len(CAST($nodes AS VARCHAR[])) = 0
        OR list_contains(CAST($nodes AS VARCHAR[]), inside.account_id_a)
        OR list_contains(CAST($nodes AS VARCHAR[]), inside.account_id_b)
    )
    AND (
        len(CAST($within AS VARCHAR[])) = 0
        OR (
            list_contains(CAST($within AS VARCHAR[]), inside.account_id_a)
            AND list_contains(CAST($within AS VARCHAR[]), inside.account_id_b)
        )
    )
ORDER BY inside.pair_weight DESC, inside.account_id_a, inside.account_id_b, inside.weight DESC, inside.kind, trace_no
LIMIT $most
