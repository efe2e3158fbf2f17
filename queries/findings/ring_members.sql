-- Who and what belongs to each ring, in which role, and how sure: accounts and shops under common control, and the suppliers
-- outside it. Confidence is that of the strongest tie to another of the ring; what one kind of record alone ties has
-- half.
-- Grain: one row per ring_id, member_type, member_id
-- Innocent reason: nominal owners, customer service and suppliers may know nothing of the goods.
WITH ties AS (
    SELECT account_id_a AS account_id, account_id_b AS other_id, weight FROM account_pairs
    UNION ALL
    SELECT account_id_b AS account_id, account_id_a AS other_id, weight FROM account_pairs
),

strongest AS (
    SELECT ring_accounts.ring_id, ring_accounts.account_id, max(ties.weight) AS weight
    FROM ring_accounts
    JOIN ties ON ties.account_id = ring_accounts.account_id
    JOIN ring_accounts AS others ON others.account_id = ties.other_id AND others.ring_id = ring_accounts.ring_id
    GROUP BY ring_accounts.ring_id, ring_accounts.account_id
),

supplying AS (
    SELECT ring_suppliers.ring_id, ring_suppliers.shop_id, shops.owner_account_id AS account_id, ring_suppliers.is_inside
    FROM ring_suppliers
    JOIN shops ON shops.shop_id = ring_suppliers.shop_id
),

people AS (
    SELECT
        ring_accounts.ring_id, ring_accounts.account_id, ring_accounts.standing,
        CASE
            WHEN ring_principals.principal_account_id = ring_accounts.account_id THEN 'principal'
            WHEN supplying.account_id IS NOT NULL THEN 'supplier'
            WHEN ring_accounts.shops_owned = 0 THEN 'helper'
            WHEN ring_owners.is_nominal THEN 'nominal_owner'
            ELSE 'seller'
        END AS role,
        coalesce(1 / (1 + exp(-strongest.weight)), 0.5)
        * CASE WHEN ring_accounts.standing = 'attached' THEN 0.5 ELSE 1 END AS confidence
    FROM ring_accounts
    LEFT JOIN ring_principals ON ring_principals.ring_id = ring_accounts.ring_id
    LEFT JOIN ring_owners
        ON ring_owners.ring_id = ring_accounts.ring_id AND ring_owners.account_id = ring_accounts.account_id
    LEFT JOIN strongest
        ON strongest.ring_id = ring_accounts.ring_id AND strongest.account_id = ring_accounts.account_id
    LEFT JOIN (SELECT DISTINCT ring_id, account_id FROM supplying) AS supplying
        ON supplying.ring_id = ring_accounts.ring_id AND supplying.account_id = ring_accounts.account_id
),

members AS (
    SELECT ring_id, 'account' AS member_type, account_id AS member_id, role, confidence FROM people
    UNION ALL
    SELECT
        people.ring_id, 'shop' AS member_type, shops.shop_id AS member_id,
        CASE WHEN supplying.shop_id IS NOT NULL THEN 'supplier' ELSE 'seller' END AS role, people.confidence
    FROM people
    JOIN shops ON shops.owner_account_id = people.account_id
    LEFT JOIN supplying ON supplying.ring_id = people.ring_id AND supplying.shop_id = shops.shop_id
    UNION ALL
    SELECT supplying.ring_id, 'shop' AS member_type, supplying.shop_id AS member_id, 'supplier' AS role,
        shop_scores.score AS confidence
    FROM supplying JOIN shop_scores ON shop_scores.shop_id = supplying.shop_id WHERE NOT is_inside
    UNION ALL
    SELECT ring_id, 'account' AS member_type, account_id AS member_id, 'supplier' AS role, 0.5 AS confidence
    FROM supplying WHERE NOT is_inside AND account_id IS NOT NULL
)

SELECT ring_id, member_type, member_id, any_value(role ORDER BY role) AS role, round(max(confidence), 6) AS confidence
FROM members
GROUP BY ring_id, member_type, member_id
ORDER BY ring_id, member_type, member_id
