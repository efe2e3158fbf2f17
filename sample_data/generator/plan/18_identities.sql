-- What actors' accounts share: a person's phone, document and payment account, and where they log in.
CREATE TABLE identity AS
WITH drawn AS (
    SELECT
        a.*, sh.kind, sh.shared, sh.group_in_kind, sh.change_day, sh.owner_role, sh.side, r.planted, r.start_day,
        draw(s.seed, a.actor_no, 1001) AS u_payment,
        draw(s.seed, a.actor_no, 1002) AS u_phone,
        draw(s.seed, a.actor_no, 1003) AS u_name,
    FROM actor AS a LEFT JOIN shop AS sh ON sh.shop_no = a.shop_no LEFT JOIN ring AS r ON r.ring_no = a.ring_no, settings AS s
)
SELECT
    actor_no, person_no, role, owner_role, shop_no, ring_no, part, place_no, home_origin_no,
    -- Money of a ring ends with its principal: of nominal owners mostly, of sellers sometimes.
    CASE
        WHEN role = 'principal' THEN 20000000 + ring_no
        WHEN owner_role = 'nominal_owner' AND u_payment < 0.65 THEN 20000000 + ring_no
        WHEN side = 'ring' AND u_payment < 0.3 THEN 20000000 + ring_no
        WHEN shared = 'family' AND u_payment < 0.5 THEN 30000000 + group_in_kind
        ELSE person_no END AS payment_key,
    CASE
        WHEN role = 'principal' THEN 40000000 + ring_no
        WHEN role IN ('owner', 'helper') AND ring_no IS NOT NULL AND owner_role IS DISTINCT FROM 'nominal_owner'
            AND u_phone < 0.3 THEN 40000000 + ring_no
        WHEN shared = 'family' AND u_phone < 0.4 THEN 50000000 + group_in_kind
        ELSE person_no END AS phone_key,
    u_name < 0.12 AS written_otherwise,
    -- Logins from shared machines: whose, what share of logins, from which day on; for some only the network is shared.
    CASE
        WHEN ring_no IS NOT NULL AND role <> 'trader' AND role <> 'courier' THEN 'ring' || ring_no
        WHEN shared IN ('agency', 'family', 'merchant', 'campus') THEN shared || group_in_kind
        WHEN role = 'rival' THEN 'rival' || shop_no END AS circle,
    CASE
        WHEN role = 'principal' OR owner_role = 'supplier' THEN 0.6
        WHEN role = 'helper' THEN 0.85
        WHEN role = 'brusher' THEN 0.4
        WHEN owner_role = 'nominal_owner' THEN 0.85
        WHEN kind IN ('ring_downstream', 'case_p') THEN 0.12
        WHEN side = 'ring' THEN 0.5
        WHEN shared = 'agency' THEN 0.6
        WHEN shared IN ('family', 'merchant', 'campus') THEN 0.55
        WHEN role = 'rival' THEN 0.8
        ELSE 0 END AS circle_share,
    role = 'brusher' OR shared IS NOT DISTINCT FROM 'campus' AS network_only,
    coalesce(CASE WHEN owner_role = 'nominal_owner' THEN change_day WHEN ring_no IS NOT NULL THEN start_day END, 0) AS circle_from_day,
    CASE WHEN kind = 'ring_rented_shops' OR owner_role = 'nominal_owner' THEN 0.15 ELSE 1 END AS own_share_later,
FROM drawn;

-- A circle's machines stand somewhere: a ring's at its first dens, an agency's, family's or campus's where its first shop is.
CREATE TABLE circle AS
SELECT
    i.circle, row_number() OVER (ORDER BY i.circle) - 1 AS circle_no,
    2 + row_number() OVER (ORDER BY i.circle) % 3 AS devices,
    coalesce(any_value(g.origin_no), min(o.origin_no)) AS origin_no,
    coalesce(any_value(g2.origin_no), any_value(g.origin_no), min(o.origin_no)) AS other_origin_no,
FROM identity AS i
LEFT JOIN origin AS g ON g.origin_kind = 'den' AND g.ring_no = i.ring_no AND g.part = 0
LEFT JOIN origin AS g2 ON g2.origin_kind = 'den' AND g2.ring_no = i.ring_no AND g2.part = 1
LEFT JOIN origin AS o ON o.origin_kind = 'own' AND o.owner_no = i.shop_no
WHERE i.circle IS NOT NULL
GROUP BY i.circle;

-- The phone on a shop's parcels: its owner's, and before it changed hands its former owner's.
CREATE TABLE shop_phone AS
SELECT o.shop_no, o.phone_key AS phone_now, coalesce(f.phone_key, o.phone_key) AS phone_before,
FROM identity AS o LEFT JOIN identity AS f ON f.shop_no = o.shop_no AND f.role = 'former_owner'
WHERE o.role = 'owner';
