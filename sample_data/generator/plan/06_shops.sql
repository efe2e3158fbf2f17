-- Every shop with what it is and how it behaves; numbers run rings, lone counterfeiters, innocents, and the ids scatter them.
CREATE TABLE shop_kind AS
WITH ring_shop AS (
    SELECT r.kind, r.ring_no, unnest(range(r.shops)) AS place_in_kind, 1 AS part FROM ring AS r WHERE NOT r.planted
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

CREATE TABLE shop AS
WITH drawn AS (
    SELECT
        n.shop_no, n.kind, n.ring_no, n.place_in_kind,
        CASE WHEN k.group_size > 1 THEN n.place_in_kind // k.group_size END AS group_in_kind,
        k.* EXCLUDE (kind),
        draw(s.seed, n.shop_no, 201) AS u_price,
        draw(s.seed, n.shop_no, 202) AS u_trade,
        exp(0.9 * bell(s.seed, n.shop_no, 203)) AS size_factor,
        exp(0.7 * bell(s.seed, n.shop_no, 206)) AS complaint_factor,
        pick(s.seed, n.shop_no, 209, 1024) AS slot_home,
        pick(s.seed, n.shop_no, 210, 1024) AS slot_other,
        draw(s.seed, n.shop_no, 211) AS u_transfer,
        draw(s.seed, n.shop_no, 212) AS u_style,
        draw(s.seed, n.shop_no, 213) AS u_opened,
        draw(s.seed, n.shop_no, 214) AS u_home,
        draw(s.seed, n.shop_no, 215) AS u_owner,
        draw(s.seed, n.shop_no, 216) AS u_move,
    FROM shop_kind AS n JOIN kinds AS k ON k.kind = n.kind, settings AS s
),
placed AS (
    SELECT
        d.*, s.seed, s.days, r.start_day, r.den_place_no, r.source_place_no, r.main_line_no, r.side_line_no, r.planted,
        home.place_no AS home_place_no,
        other.place_no AS other_place_no,
        trade_place.place_no AS trade_place_no,
        s.fake_price_low, s.fake_price_high, s.clean_share, s.complaint_noise, s.discount_depth,
    FROM drawn AS d, settings AS s
    LEFT JOIN ring AS r ON r.ring_no = d.ring_no
    JOIN home_slot AS home ON home.slot = d.slot_home
    JOIN home_slot AS other ON other.slot = d.slot_other
    JOIN trade_place ON trade_place.trade_no = pick(s.seed, d.shop_no, 217, (SELECT count(*) FROM trade_place))
),
valued AS (
    SELECT
        *,
        CASE price
            WHEN 'fake' THEN fake_price_low + price_low * (fake_price_high - fake_price_low)
            WHEN 'raised' THEN price_low
            ELSE price_low * (1 - discount_depth) END AS price_from,
        CASE price
            WHEN 'fake' THEN least(0.95, fake_price_low + price_high * (fake_price_high - fake_price_low))
            ELSE price_high END AS price_to,
        CASE WHEN side = 'innocent' THEN style_share
            WHEN u_style < clean_share THEN 0 ELSE style_share END AS style_share_here,
        u_transfer < transferred OR kind = 'ring_rented_shops' AS changes_hands,
    FROM placed
)
SELECT
    shop_no, kind, side, side <> 'innocent' AS counterfeit, ring_no, place_in_kind, group_in_kind, shared, origin,
    CASE
        WHEN registered = 'trade' OR side = 'lone' AND u_home < 0.3 THEN trade_place_no
        WHEN side = 'ring' AND registered = 'home' AND u_home < 0.6 THEN den_place_no
        WHEN registered = 'nominal' THEN other_place_no
        ELSE home_place_no END AS registered_place_no,
    CASE
        WHEN origin = 'trade' AND (side = 'innocent' OR u_trade < 0.45) THEN
            CASE WHEN registered = 'trade' THEN trade_place_no WHEN u_trade < 0.7 THEN trade_place_no ELSE home_place_no END
        WHEN origin = 'away' THEN CASE WHEN u_trade < 0.25 THEN trade_place_no ELSE other_place_no END
        ELSE home_place_no END AS own_place_no,
    (volume * size_factor * 1000)::BIGINT + 1 AS weight,
    branded, price AS price_rule, price_from, price_to,
    between_logs(u_price, price_from, price_to) AS price_level,
    CASE WHEN kind = 'ring_mixed' OR fake_share < 1 THEN fake_share ELSE 1 END AS fake_share,
    style, style_share_here AS style_share, photo_hidden,
    least(0.5, fake_complaints * complaint_factor * CASE WHEN side = 'innocent' THEN complaint_noise ELSE 1 END) AS fake_complaints,
    least(0.5, other_complaints * complaint_factor) AS other_complaints,
    refunded,
    main_line_no, side_line_no,
    changes_hands,
    -- Hands change (or a rented shop's new user moves in) in the middle of the period; honest buyers too.
    CASE WHEN changes_hands THEN coalesce(start_day, 0) + 15 + (u_move * (days * 0.4))::BIGINT END AS change_day,
    coalesce(start_day, 0) AS start_day,
    CASE WHEN counterfeit_opened THEN start_day - (u_opened * 60)::BIGINT ELSE 30 - (pow(u_opened, 1.5) * 2600)::BIGINT END AS opened_day,
    u_owner,
    coalesce(planted, false) AS planted,
FROM (SELECT *, side = 'ring' AND NOT changes_hands AND u_home < 0.7 AS counterfeit_opened FROM valued);
