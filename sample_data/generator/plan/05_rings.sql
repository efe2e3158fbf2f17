-- Rings under one principal: planted cases first (see cases.csv), then rings of every evasion, three to eight shops each.
CREATE TABLE ring AS
WITH wanted AS (
    SELECT greatest(0, round(s.shops * s.prevalence * s.ring_share / 5.0))::BIGINT AS rings FROM settings AS s
),
evasion AS (
    SELECT
        kind,
        sum(weight * 10) OVER (ORDER BY kind) - weight * 10 AS weight_from,
        sum(weight * 10) OVER (ORDER BY kind) AS weight_to,
        sum(weight * 10) OVER () AS weights,
    FROM kinds WHERE side = 'ring'
),
counted AS (
    SELECT 100 + unnest(range(rings)) AS ring_no FROM wanted
),
cast_rings AS (
    -- Evasions take turns, so that even a small marketplace has most of them.
    SELECT c.ring_no, e.kind
    FROM counted AS c JOIN evasion AS e
        ON ((c.ring_no - 100) * 89 + 17) % e.weights >= e.weight_from AND ((c.ring_no - 100) * 89 + 17) % e.weights < e.weight_to
)
SELECT
    c.ring_no, c.kind,
    3 + pick(s.seed, c.ring_no, 101, 5) AS shops,
    1 + pick(s.seed, c.ring_no, 102, 4) AS dens,
    1 + pick(s.seed, c.ring_no, 103, 2) AS sources,
    source_place.place_no AS source_place_no,
    CASE WHEN draw(s.seed, c.ring_no, 106) < 0.45 THEN den_place.place_no ELSE home.place_no END AS den_place_no,
    line_slot.line_no AS main_line_no,
    other_slot.line_no AS side_line_no,
    pick(s.seed, c.ring_no, 110, greatest(1, s.days * 2 // 5)) AS start_day,
    false AS planted,
FROM cast_rings AS c, settings AS s
JOIN trade_district AS source_place
    ON source_place.trade_no = pick(s.seed, c.ring_no, 104, (SELECT count(*) FROM trade_district))
JOIN trade_district AS den_place ON den_place.trade_no = pick(s.seed, c.ring_no, 105, (SELECT count(*) FROM trade_district))
JOIN home_slot AS home ON home.slot = pick(s.seed, c.ring_no, 107, 1024)
JOIN line_slot ON line_slot.slot = pick(s.seed, c.ring_no, 108, (SELECT count(*) FROM line_slot))
JOIN line_slot AS other_slot ON other_slot.slot = pick(s.seed, c.ring_no, 109, (SELECT count(*) FROM line_slot));
