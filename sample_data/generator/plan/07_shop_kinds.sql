-- What every shop is. Numbers run rings, lone counterfeiters, innocents; the ids scatter them.
CREATE TABLE shop_kind AS
WITH ring_shop AS (
    SELECT r.kind, r.ring_no, unnest(range(r.shops)) AS place_in_kind, 1 AS part FROM ring AS r
),
lone_quota AS (
    SELECT k.kind, round(s.shops * s.prevalence * (1 - s.ring_share) * k.weight / sum(k.weight) OVER ())::BIGINT AS quota
    FROM kinds AS k, settings AS s WHERE k.side = 'lone'
),
lone_shop AS (
    SELECT kind, NULL::BIGINT AS ring_no, unnest(range(quota)) AS place_in_kind, 2 AS part FROM lone_quota
),
guilty AS (
    SELECT * FROM ring_shop UNION ALL SELECT * FROM lone_shop
),
innocent_share AS (
    SELECT
        kind,
        weight / sum(weight::DECIMAL(18, 4)) OVER (PARTITION BY decoy)
            * CASE WHEN decoy = 1 THEN s.decoy_share ELSE 1 - s.decoy_share END AS share,
    FROM kinds, settings AS s WHERE side = 'innocent'
),
innocent_quota AS (
    SELECT i.kind, greatest(1, round((s.shops - (SELECT count(*) FROM guilty)) * i.share))::BIGINT AS quota
    FROM innocent_share AS i, settings AS s
),
innocent_shop AS (
    SELECT kind, NULL::BIGINT AS ring_no, unnest(range(quota)) AS place_in_kind, 3 AS part FROM innocent_quota
),
everyone AS (
    SELECT * FROM guilty UNION ALL SELECT * FROM innocent_shop
)
SELECT
    row_number() OVER (ORDER BY part, ring_no, kind, place_in_kind) - 1 AS shop_no,
    kind, ring_no, place_in_kind,
FROM everyone;
