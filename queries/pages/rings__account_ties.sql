-- Who shares what with one account: every trace that ties it to a linked account, the strongest tie first.
-- All, or what ties one neighbour, a shop or an account ($other). $cleared: shops that were cleared: whose only
-- suspects they are owns none.
-- Grain: one row per account_id, kind, trace_no
WITH linked AS (
    SELECT account_id_b AS account_id, weight, sources, account_id_a, account_id_b
    FROM linked_pairs
    WHERE account_id_a = $account
    UNION ALL
    SELECT account_id_a AS account_id, weight, sources, account_id_a, account_id_b
    FROM linked_pairs
    WHERE account_id_b = $account
),

suspects AS (
    SELECT DISTINCT owner_account_id FROM shop_cases
    WHERE suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), shop_id)
)

SELECT
    linked.account_id, owned.shop_names, owned.own_shop_id,
    owned.own_suspect AND suspects.owner_account_id IS NOT NULL AS own_suspect, pair_evidence.kind,
    pair_evidence.source,
    row_number() OVER (
        PARTITION BY linked.account_id, pair_evidence.kind ORDER BY pair_evidence.weight DESC, pair_evidence.trace
    ) AS trace_no,
    pair_evidence.accounts, pair_evidence.innocents_expected, pair_evidence.weight,
    linked.weight AS pair_weight, linked.sources, control_groups.group_id AS ring_id
FROM linked
JOIN pair_evidence
    ON
        pair_evidence.account_id_a = linked.account_id_a
        AND pair_evidence.account_id_b = linked.account_id_b
        AND pair_evidence.weight > 0
LEFT JOIN owner_shops AS owned ON owned.owner_account_id = linked.account_id
LEFT JOIN suspects ON suspects.owner_account_id = linked.account_id
LEFT JOIN control_groups ON control_groups.account_id = linked.account_id
WHERE
    $other = '' OR $other IN (linked.account_id, owned.own_shop_id)
    OR linked.account_id IN (SELECT owner_account_id FROM shops WHERE shop_id = $other)
ORDER BY linked.weight DESC, linked.account_id, pair_evidence.weight DESC, pair_evidence.kind, trace_no
LIMIT $most
