-- Where parcels start: a shop's own place, shared warehouses, lockers and campus hubs, a group's warehouses, dens, sources.
CREATE TABLE origin AS
WITH warehouse AS (
    SELECT 'warehouse' AS origin_kind, unnest(range(greatest(3, (SELECT count(*) FROM shop WHERE origin = 'warehouse') // 30))) AS owner_no
),
own AS (
    SELECT 'own' AS origin_kind, shop_no AS owner_no, 0 AS part, own_place_no AS place_no, 0.06 AS spread, NULL::BIGINT AS ring_no
    FROM shop
),
registered AS (
    SELECT 'registered' AS origin_kind, shop_no AS owner_no, 0 AS part, registered_place_no AS place_no, 0.06 AS spread, NULL::BIGINT AS ring_no
    FROM shop WHERE changes_hands AND counterfeit
),
shared AS (
    SELECT w.origin_kind, w.owner_no, 0 AS part, h.place_no, 0.08 AS spread, NULL::BIGINT AS ring_no
    FROM warehouse AS w, settings AS s JOIN home_slot AS h ON h.slot = pick(s.seed, w.owner_no, 301, 1024)
    UNION ALL
    SELECT DISTINCT 'campus', group_in_kind, 0, first_value(own_place_no) OVER (PARTITION BY group_in_kind ORDER BY shop_no), 0.08, NULL::BIGINT
    FROM shop WHERE origin = 'campus'
    UNION ALL
    SELECT DISTINCT 'locker', own_place_no, 0, own_place_no, 0.05, NULL::BIGINT FROM shop WHERE origin = 'locker'
    UNION ALL
    SELECT DISTINCT kind, group_in_kind, unnest([0, 1]), first_value(own_place_no) OVER (PARTITION BY kind, group_in_kind ORDER BY shop_no), 0.15, NULL::BIGINT
    FROM shop WHERE origin = 'group'
),
ring_site AS (
    SELECT 'den' AS origin_kind, ring_no AS owner_no, unnest(range(dens)) AS part, den_place_no AS place_no, 0.045 AS spread, ring_no
    FROM ring WHERE NOT planted
    UNION ALL
    SELECT 'source', ring_no, unnest(range(sources)), source_place_no, 0.045, ring_no FROM ring WHERE NOT planted
),
everywhere AS (
    SELECT * FROM own UNION ALL SELECT * FROM registered UNION ALL SELECT * FROM shared UNION ALL SELECT * FROM ring_site
),
numbered AS (
    SELECT row_number() OVER (ORDER BY origin_kind, owner_no, part) - 1 AS origin_no, * FROM everywhere
)
SELECT
    n.origin_no, n.origin_kind, n.owner_no, n.part, n.ring_no, n.place_no, p.adcode,
    round(p.latitude + n.spread * bell(s.seed, n.origin_no, 310) * 0.7, 6) AS latitude,
    round(p.longitude + n.spread * bell(s.seed, n.origin_no, 320) * 0.7, 6) AS longitude,
    p.full_name || road.word || (1 + pick(s.seed, n.origin_no, 330, 880))::VARCHAR || '号'
        || CASE n.origin_kind WHEN 'warehouse' THEN '云仓' WHEN 'locker' THEN '快递柜' WHEN 'campus' THEN '校园驿站' ELSE '' END AS address,
    p.city || coalesce(p.district, '') || road.word || (1 + pick(s.seed, n.origin_no, 330, 880))::VARCHAR || '-'
        || (1 + pick(s.seed, n.origin_no, 331, 9))::VARCHAR AS address_variant,
FROM numbered AS n, settings AS s
JOIN place AS p ON p.place_no = n.place_no
JOIN word AS road ON road.part = 'road' AND road.word_no = pick(s.seed, n.origin_no, 332, 12);

-- From where each shop sends: its main origin, a second for some parcels, and another before it changed hands.
CREATE TABLE shop_origin AS
WITH chosen AS (
    SELECT
        sh.shop_no, sh.change_day, sh.counterfeit,
        CASE sh.origin
            WHEN 'warehouse' THEN 'warehouse' WHEN 'campus' THEN 'campus' WHEN 'locker' THEN 'locker'
            WHEN 'group' THEN sh.kind WHEN 'den' THEN 'den' WHEN 'source' THEN 'source' ELSE 'own' END AS kind_a,
        CASE sh.origin
            WHEN 'warehouse' THEN pick(s.seed, sh.shop_no, 340, (SELECT count(*) FROM origin WHERE origin_kind = 'warehouse'))
            WHEN 'campus' THEN sh.group_in_kind WHEN 'locker' THEN sh.own_place_no WHEN 'group' THEN sh.group_in_kind
            WHEN 'den' THEN sh.ring_no WHEN 'source' THEN sh.ring_no ELSE sh.shop_no END AS owner_a,
        CASE sh.origin WHEN 'den' THEN sh.place_in_kind % r.dens WHEN 'source' THEN sh.place_in_kind % r.sources ELSE 0 END AS part_a,
        CASE sh.origin
            WHEN 'warehouse' THEN 'own' WHEN 'campus' THEN 'own' WHEN 'locker' THEN 'own' WHEN 'group' THEN sh.kind
            WHEN 'den' THEN 'den' WHEN 'source' THEN 'source' END AS kind_b,
        CASE sh.origin WHEN 'group' THEN sh.group_in_kind WHEN 'den' THEN sh.ring_no WHEN 'source' THEN sh.ring_no ELSE sh.shop_no END AS owner_b,
        CASE sh.origin
            WHEN 'group' THEN 1 WHEN 'den' THEN (sh.place_in_kind + 1) % r.dens
            WHEN 'source' THEN (sh.place_in_kind + 1) % r.sources ELSE 0 END AS part_b,
        CASE sh.origin WHEN 'group' THEN 0.35 WHEN 'den' THEN 0.3 WHEN 'source' THEN 0.3 ELSE 0.12 END AS share_b,
    FROM shop AS sh, settings AS s LEFT JOIN ring AS r ON r.ring_no = sh.ring_no
    WHERE NOT sh.planted
)
SELECT
    c.shop_no,
    a.origin_no AS origin_a,
    coalesce(b.origin_no, a.origin_no) AS origin_b,
    c.share_b,
    CASE WHEN c.counterfeit THEN c.change_day END AS moved_day,
    coalesce(z.origin_no, a.origin_no) AS origin_before,
FROM chosen AS c
JOIN origin AS a ON a.origin_kind = c.kind_a AND a.owner_no = c.owner_a AND a.part = c.part_a
LEFT JOIN origin AS b ON b.origin_kind = c.kind_b AND b.owner_no = c.owner_b AND b.part = c.part_b
LEFT JOIN origin AS z ON z.origin_kind = 'registered' AND z.owner_no = c.shop_no;
