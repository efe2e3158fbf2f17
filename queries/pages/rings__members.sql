-- Who and what belongs to one ring: role, how sure, whose account owns which shop, which records tie it to how many of the
-- others, and the strongest trace; all, the picked ones, or those whom one kind of trace ties in. `person` numbers the ring's
-- people: accounts of one document are one person. $cleared: shops that were cleared, which are no suspects.
-- Grain: one row per member_type, member_id
WITH members AS (
    SELECT * FROM ring_members WHERE ring_id = $ring
),

people AS (
    SELECT account_id, dense_rank() OVER (ORDER BY person) AS person FROM principal_candidates WHERE ring_id = $ring
),

inside AS (
    SELECT account_id_a AS account_id, account_id_b AS other_id, kind, innocents_expected FROM ring_pairs
    WHERE ring_id = $ring
    UNION ALL
    SELECT account_id_b AS account_id, account_id_a AS other_id, kind, innocents_expected FROM ring_pairs
    WHERE ring_id = $ring
),

tied AS (
    SELECT
        account_id,
        count(DISTINCT other_id) AS tied_to,
        list_sort(list(DISTINCT kind)) AS kinds,
        arg_min(kind, (innocents_expected, kind)) AS best_kind,
        min(innocents_expected) AS innocents_expected
    FROM inside
    GROUP BY account_id
)

SELECT
    members.member_type, members.member_id, members.role, members.confidence,
    shop_cases.shop_name, shop_cases.suspect AND NOT list_contains(CAST($cleared AS VARCHAR[]), members.member_id) AS suspect,
    shop_cases.strength, shop_cases.main_brand,
    shop_cases.apart_signal, shop_cases.apart_level, shop_cases.apart_figure, shop_cases.units, shop_cases.amount,
    shop_cases.currency, shop_cases.owner_account_id,
    ring_people.holder_name, CASE WHEN members.member_type = 'account' THEN ring_people.phone END AS phone,
    people.person, tied.tied_to, tied.kinds, tied.best_kind, tied.innocents_expected,
    group_ties.other_shops AS in_one_hand_with, group_ties.weight AS ties_weight
FROM members
LEFT JOIN shop_cases ON members.member_type = 'shop' AND shop_cases.shop_id = members.member_id
-- An account itself, of a shop its owner.
LEFT JOIN ring_people
    ON
        ring_people.ring_id = $ring
        AND ring_people.account_id
        = CASE WHEN members.member_type = 'account' THEN members.member_id ELSE shop_cases.owner_account_id END
LEFT JOIN people ON people.account_id = coalesce(shop_cases.owner_account_id, members.member_id)
LEFT JOIN tied ON tied.account_id = coalesce(shop_cases.owner_account_id, members.member_id)
LEFT JOIN group_ties ON group_ties.shop_id = members.member_id
WHERE
    (len(CAST($nodes AS VARCHAR[])) = 0 OR list_contains(CAST($nodes AS VARCHAR[]), members.member_id))
    AND ($tie = '' OR list_contains(tied.kinds, $tie))
ORDER BY members.role <> 'principal', members.role <> 'supplier', members.confidence DESC, members.member_type,
    members.member_id
