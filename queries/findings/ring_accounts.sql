-- The accounts of each ring: whether other records than the ring's tie them, whose shops they own, and what they share with
-- how many of the other accounts: money, phones, machines of other people, spots.
-- Grain: one row per ring_id, account_id
-- Innocent reason: customer service shares machines, a courier shares places, a spouse shares both.
WITH members AS (
    SELECT
        control_groups.group_id AS ring_id,
        control_groups.account_id,
        control_groups.standing,
        coalesce(nullif(trim(accounts.id_document), ''), control_groups.account_id) AS person
    FROM control_groups
    LEFT JOIN accounts ON accounts.account_id = control_groups.account_id
    SEMI JOIN group_rings ON group_rings.ring_id = control_groups.group_id
),

ties AS (
    SELECT account_id_a AS account_id, account_id_b AS other_id, kind, weight FROM pair_evidence WHERE weight > 0
    UNION ALL
    SELECT account_id_b AS account_id, account_id_a AS other_id, kind, weight FROM pair_evidence WHERE weight > 0
),

inside AS (
    SELECT
        members.ring_id, ties.account_id, ties.other_id, ties.kind, ties.weight, members.person <> others.person AS is_another
    FROM ties
    JOIN members ON members.account_id = ties.account_id
    JOIN members AS others ON others.account_id = ties.other_id AND others.ring_id = members.ring_id
),

counted AS (
    SELECT
        ring_id,
        account_id,
        count(DISTINCT other_id) AS tied_to,
        count(DISTINCT other_id) FILTER (WHERE kind = 'payment' AND is_another) AS by_payment,
        count(DISTINCT other_id) FILTER (WHERE kind IN ('phone', 'sender_phone') AND is_another) AS by_phone,
        count(DISTINCT other_id) FILTER (WHERE kind = 'device' AND is_another) AS by_device,
        count(DISTINCT other_id) FILTER (WHERE kind = 'document') AS by_document,
        count(DISTINCT other_id) FILTER (WHERE kind = 'origin') AS by_origin,
        count(DISTINCT kind) AS kinds
    FROM inside
    GROUP BY ring_id, account_id
),

owned AS (
    SELECT owner_account_id AS account_id, count(*) AS shops FROM shops GROUP BY owner_account_id
),

sizes AS (
    SELECT ring_id, count(*) AS accounts FROM members GROUP BY ring_id
)

SELECT
    members.ring_id,
    members.account_id,
    members.standing,
    sizes.accounts,
    coalesce(owned.shops, 0) AS shops_owned,
    coalesce(counted.tied_to, 0) AS tied_to,
    coalesce(counted.by_payment, 0) AS by_payment,
    coalesce(counted.by_phone, 0) AS by_phone,
    coalesce(counted.by_device, 0) AS by_device,
    coalesce(counted.by_document, 0) AS by_document,
    coalesce(counted.by_origin, 0) AS by_origin,
    coalesce(counted.kinds, 0) AS kinds
FROM members
JOIN sizes ON sizes.ring_id = members.ring_id
LEFT JOIN counted ON counted.ring_id = members.ring_id AND counted.account_id = members.account_id
LEFT JOIN owned ON owned.account_id = members.account_id
ORDER BY members.ring_id, members.account_id
