-- Where parcels start: a shop's own place, shared warehouses, lockers and campus hubs, a group's warehouses, dens, sources.
CREATE TABLE origin AS
WITH warehouse AS (
    SELECT unnest(range(greatest(3, (SELECT count(*) FROM shop WHERE origin = 'warehouse') // 30))) AS owner_no
),
group_place AS (
    SELECT kind, group_in_kind, arg_min(own_place_no, shop_no) AS place_no
    FROM shop WHERE origin IN ('campus', 'group') GROUP BY kind, group_in_kind
),
site AS (
    SELECT ring_no, kind, 'den' AS role, unnest(range(dens)) AS part, den_place_no AS place_no FROM ring
    UNION ALL
    SELECT ring_no, kind, 'source', unnest(range(sources)), source_place_no FROM ring
),
everywhere AS (
    SELECT 'own' AS origin_kind, shop_no AS owner_no, 0 AS part, own_place_no AS place_no, 0.06 AS spread, NULL::BIGINT AS ring_no
    FROM shop
    UNION ALL
    SELECT 'registered', shop_no, 0, registered_place_no, 0.06, NULL FROM shop WHERE changes_hands
    UNION ALL
    SELECT 'warehouse', w.owner_no, 0, h.place_no, 0.08, NULL
    FROM warehouse AS w, settings AS s JOIN home_slot AS h ON h.slot = pick(s.seed, w.owner_no, 301, 1024)
    UNION ALL
    SELECT 'campus', group_in_kind, 0, place_no, 0.08, NULL FROM group_place WHERE kind = 'campus'
    UNION ALL
    SELECT DISTINCT 'locker', own_place_no, 0, own_place_no, 0.05, NULL::BIGINT FROM shop WHERE origin = 'locker'
    UNION ALL
    SELECT kind, group_in_kind, unnest([0, 1]), place_no, 0.15, NULL FROM group_place WHERE kind <> 'campus'
    UNION ALL
    -- Resellers recruited downstream live all over the country; a ring's own dens stand in one town.
    SELECT
        r.role, r.ring_no, r.part,
        CASE WHEN r.kind = 'ring_downstream' AND r.role = 'den' THEN h.place_no ELSE r.place_no END, 0.045, r.ring_no
    FROM site AS r, settings AS s JOIN home_slot AS h ON h.slot = pick(s.seed, r.ring_no * 16 + r.part, 302, 1024)
),
numbered AS (
    SELECT row_number() OVER (ORDER BY origin_kind, owner_no, part) - 1 AS origin_no, * FROM everywhere
),
addressed AS (
    SELECT
        n.*, p.adcode AS place_adcode,
        round(p.latitude + n.spread * bell(s.seed, n.origin_no, 310) * 0.7, 6) AS drawn_latitude,
        round(p.longitude + n.spread * bell(s.seed, n.origin_no, 320) * 0.7, 6) AS drawn_longitude,
        roads[1 + pick(s.seed, n.origin_no, 332, len(roads))] AS road,
        1 + pick(s.seed, n.origin_no, 330, 880) AS house,
        p.full_name, p.city || coalesce(p.district, '') AS short_name, s.lang,
        CASE WHEN s.lang = 'zh' THEN CASE n.origin_kind
            WHEN 'warehouse' THEN '云仓' WHEN 'locker' THEN '快递柜' WHEN 'campus' THEN '校园驿站' ELSE '' END ELSE '' END AS sign,
        1 + pick(s.seed, n.origin_no, 331, 9) AS room,
    FROM numbered AS n, settings AS s, lists
    JOIN place AS p ON p.place_no = n.place_no
)
SELECT
    a.origin_no, a.origin_kind, a.owner_no, a.part, a.ring_no,
    coalesce(case_place.place_no, a.place_no) AS place_no,
    coalesce(c.adcode::VARCHAR, a.place_adcode) AS adcode,
    coalesce(c.latitude, a.drawn_latitude) AS latitude,
    coalesce(c.longitude, a.drawn_longitude) AS longitude,
    coalesce(c.address, street_address(a.lang, a.full_name, a.road, a.house) || a.sign) AS address,
    coalesce(c.address_variant, street_address(a.lang, a.short_name, a.road, a.house) || '-' || a.room) AS address_variant,
FROM addressed AS a, settings AS s
LEFT JOIN case_sites AS c ON s.cases AND c.ring_no = a.ring_no AND c.role = a.origin_kind AND c.part = a.part
LEFT JOIN place AS case_place ON case_place.adcode = c.adcode::VARCHAR;
