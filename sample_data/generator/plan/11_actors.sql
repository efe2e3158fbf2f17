-- Accounts that are more than buyers: owners of shops, owners before them, and people of a ring who own nothing.
-- A person may hold several accounts: the person decides name and document, mostly phone and payment too.
CREATE TABLE actor AS
WITH owner AS (
    SELECT
        'owner' AS role, sh.shop_no, sh.ring_no, 0 AS part,
        CASE
            WHEN c.person IS NOT NULL THEN c.person
            WHEN sh.shared = 'merchant' THEN 'merchant' || sh.group_in_kind
            WHEN sh.side = 'ring' AND sh.owner_role = 'seller' AND sh.u_owner > 0.75 THEN 'ring' || sh.ring_no || 'seller'
            ELSE 'shop' || sh.shop_no END AS person,
        -- Who bought a shop for a ring sits with the ring, whatever place the shop keeps.
        CASE WHEN sh.kind = 'ring_bought_shops' THEN r.den_place_no WHEN sh.side = 'innocent' AND sh.changes_hands THEN sh.own_place_no
            ELSE sh.registered_place_no END AS place_no,
        so.origin_a AS home_origin_no,
    FROM shop AS sh
    JOIN shop_origin AS so ON so.shop_no = sh.shop_no
    LEFT JOIN ring AS r ON r.ring_no = sh.ring_no
    LEFT JOIN case_shops AS c ON sh.planted AND c.ring_no = sh.ring_no AND c.place_in_kind = sh.place_in_kind
),
former AS (
    SELECT 'former_owner', shop_no, NULL::BIGINT, 0, 'former' || shop_no, registered_place_no, NULL::BIGINT
    FROM shop WHERE changes_hands AND owner_role IS DISTINCT FROM 'nominal_owner'
),
ring_person AS (
    SELECT 'principal' AS role, ring_no, 0 AS part, 'principal' || ring_no AS person FROM ring WHERE NOT planted
    UNION ALL
    SELECT 'helper', ring_no, unnest(range(1 + ring_no % 2)), NULL FROM ring WHERE NOT planted
    UNION ALL
    SELECT 'courier', ring_no, 0, NULL FROM ring
    UNION ALL
    SELECT 'brusher', ring_no, unnest(range(12)), NULL FROM ring WHERE kind IN ('ring_brushing', 'case_g')
    UNION ALL
    SELECT c.role, c.ring_no, row_number() OVER (PARTITION BY c.ring_no ORDER BY c.person) - 1, c.person
    FROM case_people AS c JOIN settings AS s ON s.cases
),
placed_person AS (
    SELECT
        rp.role, NULL::BIGINT AS shop_no, rp.ring_no, rp.part, rp.person,
        coalesce(place.place_no, g.place_no) AS place_no, CASE WHEN rp.role <> 'brusher' THEN g.origin_no END AS home_origin_no,
    FROM ring_person AS rp
    LEFT JOIN case_people AS c ON c.person = rp.person AND c.ring_no = rp.ring_no
    LEFT JOIN place ON place.adcode = c.adcode::VARCHAR
    JOIN origin AS g ON g.origin_kind = 'den' AND g.ring_no = rp.ring_no AND g.part = coalesce(c.den, 0)
),
outsider AS (
    SELECT 'test_buyer' AS role, NULL::BIGINT AS shop_no, NULL::BIGINT AS ring_no, unnest(range(4)) AS part, NULL AS person,
        (SELECT min(place_no) FROM place WHERE people > 0) AS place_no, NULL::BIGINT AS home_origin_no
    UNION ALL
    SELECT 'rival', shop_no, NULL, unnest(range(3)), NULL, own_place_no, NULL FROM shop WHERE kind = 'complaint_bombed'
    UNION ALL
    -- Stalls and small resellers that buy in bulk from a planted ring's shops and own none.
    SELECT 'trader', NULL, w.ring_no, unnest(range(w.buyers)), NULL, r.den_place_no, NULL
    FROM case_wholesale AS w JOIN ring AS r ON r.ring_no = w.ring_no WHERE w.buyers > 0
),
everyone AS (
    SELECT * FROM owner UNION ALL SELECT * FROM former UNION ALL SELECT * FROM placed_person UNION ALL SELECT * FROM outsider
)
SELECT
    row_number() OVER (ORDER BY role, shop_no, ring_no, part) - 1 AS actor_no,
    role, shop_no, ring_no, part, place_no, home_origin_no,
    dense_rank() OVER (ORDER BY coalesce(person, role || '-' || coalesce(ring_no, -1) || '-' || coalesce(shop_no, -1) || '-' || part)) - 1
        AS person_no,
FROM everyone;
