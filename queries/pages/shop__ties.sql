-- The other shops that a shop's owner is tied to, by which kinds of trace, the strongest tie first: the path by which
-- suspicion comes to it from others, or that an honest merchant runs them all.
-- Grain: one row per other_shop_id
-- Innocent reason: families, colleagues and clients of one agency share traces without being one hand.
WITH mine AS (
    SELECT owner_account_id AS account_id FROM shops WHERE shop_id = $shop_id AND owner_account_id IS NOT NULL
),

linked AS (
    SELECT account_id_a, account_id_b, account_id_b AS other_id, weight
    FROM linked_pairs
    WHERE account_id_a IN (SELECT account_id FROM mine)
    UNION ALL
    SELECT account_id_a, account_id_b, account_id_a AS other_id, weight
    FROM linked_pairs
    WHERE account_id_b IN (SELECT account_id FROM mine)
),

told AS (
    SELECT
        linked.other_id,
        linked.weight,
        list_sort(list(DISTINCT pair_evidence.kind)) AS kinds,
        min(pair_evidence.innocents_expected) AS innocents_expected
    FROM linked
    JOIN pair_evidence
        ON
            pair_evidence.account_id_a = linked.account_id_a
            AND pair_evidence.account_id_b = linked.account_id_b
            AND pair_evidence.weight > 0
    GROUP BY linked.other_id, linked.weight
)

SELECT
    shop_cases.shop_id AS other_shop_id,
    shop_cases.shop_name,
    shop_cases.suspect,
    told.kinds,
    told.innocents_expected,
    told.weight
FROM told
JOIN shop_cases ON shop_cases.owner_account_id = told.other_id
ORDER BY told.weight DESC, shop_cases.shop_id
