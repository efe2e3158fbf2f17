-- How every shop behaves: where it is, what it asks for its goods, in which words, with how many complaints.
CREATE TABLE shop AS
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
    FROM shop_kind AS n JOIN kinds AS k ON k.kind = n.kind, settings AS s
),
placed AS (
    SELECT
        d.*, s.seed, s.days, r.start_day, r.den_place_no, r.source_place_no, r.main_line_no, r.side_line_no, r.planted,
        home.place_no AS home_place_no,
        other.place_no AS other_place_no,
        trade_place.place_no AS trade_place_no,
        s.fake_price_low, s.fake_price_high, s.clean_share, s.complaint_noise, s.discount_depth,
        cs.registered_adcode AS case_adcode, cs.price_from AS case_price_from, cs.price_to AS case_price_to,
        cs.weight AS case_weight, cs.change_day AS case_change_day, cs.market AS case_market, cs.role AS case_role,
        case_place.place_no AS case_place_no,
    FROM drawn AS d, settings AS s
    LEFT JOIN ring AS r ON r.ring_no = d.ring_no
    LEFT JOIN case_shops AS cs ON cs.ring_no = d.ring_no AND cs.place_in_kind = d.place_in_kind
    LEFT JOIN place AS case_place ON case_place.adcode = cs.registered_adcode::VARCHAR
    JOIN home_slot AS home ON home.slot = d.slot_home
    JOIN home_slot AS other ON other.slot = d.slot_other
    JOIN trade_place ON trade_place.trade_no = pick(s.seed, d.shop_no, 217, (SELECT count(*) FROM trade_place))
),
valued AS (
    SELECT
        *,
        CASE
            WHEN planted THEN case_price_from
            WHEN price = 'fake' THEN fake_price_low + price_low * (fake_price_high - fake_price_low)
            WHEN price = 'raised' THEN price_low
            ELSE price_low * (1 - discount_depth) END AS price_from,
        CASE
            WHEN planted THEN case_price_to
            WHEN price = 'fake' THEN least(0.95, fake_price_low + price_high * (fake_price_high - fake_price_low))
            ELSE price_high END AS price_to,
        CASE WHEN side = 'innocent' THEN style_share
            WHEN u_style < clean_share AND NOT coalesce(planted, false) THEN 0 ELSE style_share END AS style_share_here,
        CASE WHEN planted THEN case_change_day IS NOT NULL
            ELSE u_transfer < transferred OR kind = 'ring_rented_shops' END AS changes_hands,
    FROM placed
)
SELECT
    shop_no, kind, side, side <> 'innocent' AS counterfeit, ring_no, place_in_kind, group_in_kind, shared, origin,
    CASE
        WHEN case_place_no IS NOT NULL THEN case_place_no
        WHEN registered = 'trade' OR side = 'lone' AND u_home < 0.3 THEN trade_place_no
        WHEN side = 'ring' AND registered = 'home' AND u_home < 0.6 THEN den_place_no
        WHEN registered = 'nominal' THEN other_place_no
        ELSE home_place_no END AS registered_place_no,
    CASE
        WHEN origin = 'trade' AND (side = 'innocent' OR u_trade < 0.45) THEN
            CASE WHEN registered = 'trade' THEN trade_place_no WHEN u_trade < 0.7 THEN trade_place_no ELSE home_place_no END
        -- An honest buyer of a shop may live elsewhere, and then the parcels move.
        WHEN side = 'innocent' AND changes_hands AND u_home < 0.4 THEN other_place_no
        WHEN origin = 'away' THEN CASE WHEN u_trade < 0.25 THEN trade_place_no ELSE other_place_no END
        ELSE home_place_no END AS own_place_no,
    CASE WHEN planted THEN case_weight ELSE (volume * size_factor * 1000)::BIGINT + 1 END AS weight,
    branded, price AS price_rule, price_from, price_to,
    between_logs(u_price, price_from, price_to) AS price_level,
    fake_share,
    style, style_share_here AS style_share,
    -- Some honest shops lay their own watermark over everything.
    CASE WHEN side = 'innocent' AND u_photo < 0.03 THEN 0.45 ELSE photo_hidden END AS photo_hidden,
    least(0.5, fake_complaints * complaint_factor * CASE WHEN side = 'innocent' THEN complaint_noise ELSE 1 END) AS fake_complaints,
    least(0.5, other_complaints * complaint_factor) AS other_complaints,
    refunded,
    main_line_no, side_line_no,
    changes_hands,
    -- Hands change (or a rented shop's new user moves in) in the middle of the period; honest buyers too.
    changes_hands AND (side <> 'innocent' OR u_owner < 0.3) AS changes_goods,
    CASE WHEN planted THEN case_change_day WHEN changes_hands THEN coalesce(start_day, 0) + 15 + (u_move * (days * 0.4))::BIGINT END AS change_day,
    coalesce(start_day, 0) AS start_day,
    CASE WHEN opened_for_it THEN start_day - (u_opened * 60)::BIGINT ELSE 30 - (pow(u_opened, 1.5) * 2600)::BIGINT END AS opened_day,
    CASE
        WHEN planted THEN case_role
        WHEN kind = 'ring_downstream' AND place_in_kind = 0 THEN 'supplier'
        WHEN kind = 'ring_rented_shops' OR kind = 'ring_away' AND u_owner < 0.6 THEN 'nominal_owner'
        WHEN side = 'ring' THEN 'seller' END AS owner_role,
    u_owner,
    coalesce(case_market, 0) AS market,
    coalesce(planted, false) AS planted,
FROM (SELECT *, side = 'ring' AND NOT changes_hands AND u_home < 0.7 AS opened_for_it FROM valued);
