-- From where each shop sends: its main origin, a second for some parcels, and another before it changed hands.
CREATE TABLE shop_origin AS
WITH ruled AS (
    SELECT
        sh.*, r.dens, r.sources, s.seed,
        CASE
            WHEN sh.owner_role = 'supplier' THEN 'source'
            WHEN sh.origin = 'group' THEN sh.kind
            WHEN sh.origin IN ('warehouse', 'campus', 'locker', 'den', 'source') THEN sh.origin
            ELSE 'own' END AS kind_a,
        CASE
            WHEN sh.owner_role = 'supplier' THEN 'source'
            WHEN sh.kind IN ('ring_off_platform', 'ring_downstream') THEN 'source'
            WHEN sh.kind = 'ring_drop_shipping' THEN 'den'
            WHEN sh.origin = 'group' THEN sh.kind
            WHEN sh.origin = 'den' THEN 'den'
            ELSE 'own' END AS kind_b,
        (SELECT count(*) FROM origin WHERE origin_kind = 'warehouse') AS warehouses,
    FROM shop AS sh, settings AS s LEFT JOIN ring AS r ON r.ring_no = sh.ring_no
),
chosen AS (
    SELECT
        ruled.shop_no, ruled.changes_hands, ruled.change_day,
        coalesce(c.kind_a, ruled.kind_a) AS kind_a,
        coalesce(c.kind_b, ruled.kind_b) AS kind_b,
        CASE
            WHEN side = 'ring' THEN ruled.ring_no
            WHEN ruled.kind_a = 'warehouse' THEN pick(seed, ruled.shop_no, 340, warehouses)
            WHEN ruled.kind_a = 'locker' THEN own_place_no
            WHEN ruled.kind_a = 'own' THEN ruled.shop_no
            ELSE group_in_kind END AS owner_a,
        CASE
            WHEN side = 'ring' THEN ruled.ring_no
            WHEN ruled.kind_b = 'own' THEN ruled.shop_no
            ELSE group_in_kind END AS owner_b,
        coalesce(c.part_a, CASE
            WHEN ruled.kind_a = 'source' THEN ruled.place_in_kind % sources
            WHEN ruled.kind = 'ring_downstream' THEN (ruled.place_in_kind - 1) % dens
            WHEN ruled.kind_a = 'den' THEN ruled.place_in_kind % dens
            ELSE 0 END) AS part_a,
        coalesce(c.part_b, CASE
            WHEN ruled.kind_b = 'source' THEN (ruled.place_in_kind + 1) % sources
            WHEN ruled.kind_b = 'den' THEN (ruled.place_in_kind + 1) % dens
            WHEN ruled.kind_b = 'own' THEN 0
            ELSE 1 END) AS part_b,
        coalesce(c.share_b, CASE
            WHEN ruled.kind = 'ring_downstream' AND owner_role = 'seller' THEN 0.12
            WHEN ruled.kind = 'ring_drop_shipping' THEN 0.15
            WHEN ruled.kind_b = 'own' THEN 0.1
            ELSE 0.32 END) AS share_b,
    FROM ruled
    LEFT JOIN case_shops AS c ON ruled.planted AND c.ring_no = ruled.ring_no AND c.place_in_kind = ruled.place_in_kind
)
SELECT
    c.shop_no,
    a.origin_no AS origin_a,
    coalesce(b.origin_no, a.origin_no) AS origin_b,
    c.share_b,
    CASE WHEN c.changes_hands THEN c.change_day END AS moved_day,
    coalesce(z.origin_no, a.origin_no) AS origin_before,
FROM chosen AS c
JOIN origin AS a ON a.origin_kind = c.kind_a AND a.owner_no = c.owner_a AND a.part = c.part_a
LEFT JOIN origin AS b ON b.origin_kind = c.kind_b AND b.owner_no = c.owner_b AND b.part = c.part_b
LEFT JOIN origin AS z ON c.changes_hands AND z.origin_kind = 'registered' AND z.owner_no = c.shop_no;
