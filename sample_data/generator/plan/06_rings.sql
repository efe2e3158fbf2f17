-- Rings, each under one principal: the planted cases, then rings of every evasion, three to eight shops each.
CREATE TABLE ring AS
WITH evasion AS (
    SELECT
        kind,
        sum((weight * 10)::BIGINT) OVER (ORDER BY kind) - (weight * 10)::BIGINT AS weight_from,
        sum((weight * 10)::BIGINT) OVER (ORDER BY kind) AS weight_to,
        sum((weight * 10)::BIGINT) OVER () AS weights,
        row_number() OVER (ORDER BY kind) - 1 AS kind_no,
        count(*) OVER () AS kinds,
    FROM kinds WHERE side = 'ring' AND weight > 0
),
counted AS (
    SELECT 100 + unnest(range(round(s.shops * s.prevalence * s.ring_share / 5.0)::BIGINT)) AS ring_no FROM settings AS s
),
cast_ring AS (
    -- Every evasion once, then by weight.
    SELECT c.ring_no, e.kind
    FROM counted AS c JOIN evasion AS e
        ON CASE WHEN c.ring_no - 100 < e.kinds THEN c.ring_no - 100 = e.kind_no
            ELSE (c.ring_no * 89) % e.weights >= e.weight_from AND (c.ring_no * 89) % e.weights < e.weight_to END
)
SELECT
    c.ring_no, c.kind,
    3 + pick(s.seed, c.ring_no, 101, 5) AS shops,
    CASE c.kind
        WHEN 'ring_drop_shipping' THEN 1
        WHEN 'ring_downstream' THEN 2 + pick(s.seed, c.ring_no, 101, 5)
        ELSE 1 + pick(s.seed, c.ring_no, 102, 4) % (3 + pick(s.seed, c.ring_no, 101, 5)) END AS dens,
    -- A source is true to the data only where parcels start there.
    CASE WHEN c.kind IN ('ring_drop_shipping', 'ring_downstream', 'ring_off_platform')
        THEN 1 + pick(s.seed, c.ring_no, 103, 2) ELSE 0 END AS sources,
    source_place.place_no AS source_place_no,
    CASE WHEN draw(s.seed, c.ring_no, 106) < 0.45 THEN den_place.place_no ELSE home.place_no END AS den_place_no,
    line_slot.line_no AS main_line_no,
    other_slot.line_no AS side_line_no,
    pick(s.seed, c.ring_no, 110, greatest(1, s.days * 2 // 5)) AS start_day,
    false AS planted,
FROM cast_ring AS c, settings AS s
JOIN trade_district AS source_place
    ON source_place.trade_no = pick(s.seed, c.ring_no, 104, (SELECT count(*) FROM trade_district))
JOIN trade_district AS den_place ON den_place.trade_no = pick(s.seed, c.ring_no, 105, (SELECT count(*) FROM trade_district))
JOIN home_slot AS home ON home.slot = pick(s.seed, c.ring_no, 107, 1024)
JOIN line_slot ON line_slot.slot = pick(s.seed, c.ring_no, 108, (SELECT count(*) FROM line_slot))
JOIN line_slot AS other_slot ON other_slot.slot = pick(s.seed, c.ring_no, 109, (SELECT count(*) FROM line_slot))
UNION ALL
SELECT
    c.ring_no, c.kind, c.shops, c.dens, c.sources, source_place.place_no, den_place.place_no, main.line_no, side.line_no,
    c.start_day, true
FROM case_rings AS c
JOIN settings AS s ON s.cases
JOIN place AS source_place ON source_place.adcode = c.source_adcode::VARCHAR
JOIN place AS den_place ON den_place.adcode = c.den_adcode::VARCHAR
JOIN line AS main ON main.brand = c.brand AND main.category = c.category
JOIN line AS side ON side.brand = c.side_brand AND side.category = c.side_category;
