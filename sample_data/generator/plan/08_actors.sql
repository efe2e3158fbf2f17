-- Accounts that are more than buyers: owners of shops, owners before them, and a ring's people who own nothing.
-- A person may hold two accounts: person_no decides name, phone and document.
CREATE TABLE actor AS
WITH owner AS (
    SELECT
        'owner' AS role, shop_no, ring_no, 0 AS part,
        -- A merchant's shops, a family's shops: some on one account, most on accounts of their own.
        CASE WHEN shared = 'merchant' THEN 'merchant' || group_in_kind
            WHEN shared = 'ring' AND u_owner < 0.25 AND NOT changes_hands THEN 'ring' || ring_no || 'x'
            ELSE 'shop' || shop_no END AS person,
        registered_place_no AS place_no,
    FROM shop
),
former AS (
    SELECT 'former_owner', shop_no, NULL::BIGINT, 0, 'former' || shop_no, registered_place_no
    FROM shop WHERE changes_hands AND kind <> 'ring_rented_shops'
),
ring_person AS (
    SELECT 'principal' AS role, NULL::BIGINT AS shop_no, ring_no, 0 AS part, 'principal' || ring_no AS person, den_place_no AS place_no
    FROM ring
    UNION ALL
    SELECT 'customer_service', NULL, ring_no, unnest(range(1 + ring_no % 2)), NULL, den_place_no FROM ring
    UNION ALL
    SELECT 'courier', NULL, ring_no, 0, NULL, den_place_no FROM ring
    UNION ALL
    SELECT 'brusher', NULL, ring_no, unnest(range(12)), NULL, den_place_no FROM ring WHERE kind IN ('ring_brushing', 'case_g')
    UNION ALL
    SELECT 'test_buyer', NULL, NULL, unnest(range(4)), NULL, (SELECT min(place_no) FROM place WHERE people > 0)
),
everyone AS (
    SELECT * FROM owner UNION ALL SELECT * FROM former UNION ALL SELECT * FROM ring_person
)
SELECT
    row_number() OVER (ORDER BY role, shop_no, ring_no, part) - 1 AS actor_no,
    role, shop_no, ring_no, part, place_no,
    dense_rank() OVER (ORDER BY coalesce(person, role || '-' || ring_no || '-' || part)) - 1 AS person_no,
FROM everyone;

-- Buyers fill the rest, city by city, so that a city's buyers are one run of numbers. Actors come after them.
CREATE TABLE buyer_city AS
WITH shares AS (
    SELECT
        place_no, people,
        sum(people) OVER (ORDER BY place_no) AS upto,
        sum(people) OVER () AS everyone,
        s.accounts - (SELECT count(*) FROM actor) AS buyers,
    FROM place, settings AS s WHERE people > 0
)
SELECT
    place_no,
    (upto - people) * buyers // everyone AS buyer_from,
    (upto * buyers // everyone - (upto - people) * buyers // everyone)::BIGINT AS buyers,
FROM shares;

CREATE TABLE population AS SELECT sum(buyers)::BIGINT AS buyers FROM buyer_city;

-- Markets: 0 sells to the whole country as people live.
CREATE TABLE market_slot AS
SELECT 0 AS market, h.slot, h.place_no, b.buyer_from::BIGINT AS buyer_from, b.buyers
FROM home_slot AS h JOIN buyer_city AS b ON b.place_no = h.place_no;
