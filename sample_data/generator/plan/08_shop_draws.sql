-- The draws that decide how a shop behaves, beside its kind's habits, its ring and the places drawn for it.
CREATE TABLE shop_draw AS
WITH drawn AS (
    SELECT
        n.shop_no, n.kind, n.ring_no, n.place_in_kind,
        CASE WHEN k.group_size > 1 THEN n.place_in_kind // k.group_size END AS group_in_kind,
        k.* EXCLUDE (kind),
        draw(s.seed, n.shop_no, 201) AS u_price,
        draw(s.seed, n.shop_no, 202) AS u_trade,
        exp(CASE WHEN k.side = 'innocent' THEN 0.9 ELSE 0.6 END * bell(s.seed, n.shop_no, 203)) AS size_factor,
        exp(0.95 * bell(s.seed, n.shop_no, 206) - 0.2) AS complaint_factor,
        pick(s.seed, n.shop_no, 209, 1024) AS slot_home,
        pick(s.seed, n.shop_no, 210, 1024) AS slot_other,
        draw(s.seed, n.shop_no, 211) AS u_transfer,
        draw(s.seed, n.shop_no, 212) AS u_style,
        draw(s.seed, n.shop_no, 213) AS u_opened,
        draw(s.seed, n.shop_no, 214) AS u_home,
        draw(s.seed, n.shop_no, 215) AS u_owner,
        draw(s.seed, n.shop_no, 216) AS u_move,
        draw(s.seed, n.shop_no, 218) AS u_photo,
        draw(s.seed, n.shop_no, 219) AS u_currency,
    FROM shop_kind AS n JOIN kinds AS k ON k.kind = n.kind, settings AS s
)
SELECT
    d.*, s.seed, s.days, r.start_day, r.den_place_no, r.source_place_no, r.main_line_no, r.side_line_no, r.planted,
    home.place_no AS home_place_no,
    other.place_no AS other_place_no,
    trade_place.place_no AS trade_place_no,
    s.fake_price_low, s.fake_price_high, s.clean_share, s.complaint_noise, s.discount_depth,
    s.currency, s.second_currency, s.second_rate,
    cs.registered_adcode AS case_adcode, cs.price_from AS case_price_from, cs.price_to AS case_price_to,
    cs.weight AS case_weight, cs.change_day AS case_change_day, cs.market AS case_market, cs.role AS case_role,
    case_place.place_no AS case_place_no,
FROM drawn AS d, settings AS s
LEFT JOIN ring AS r ON r.ring_no = d.ring_no
LEFT JOIN case_shops AS cs ON cs.ring_no = d.ring_no AND cs.place_in_kind = d.place_in_kind
LEFT JOIN place AS case_place ON case_place.adcode = cs.registered_adcode::VARCHAR
JOIN home_slot AS home ON home.slot = d.slot_home
JOIN home_slot AS other ON other.slot = d.slot_other
JOIN trade_place ON trade_place.trade_no = pick(s.seed, d.shop_no, 217, (SELECT count(*) FROM trade_place));
