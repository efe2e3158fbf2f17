-- How every shop behaves: where it is, what it asks for its goods, in which words, with how many complaints.
CREATE TABLE shop AS
WITH valued AS (
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
    FROM shop_draw
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
    -- Shops that import sell in the other currency, if there is one, and a few of the rest.
    CASE WHEN u_currency < CASE kind WHEN 'parallel_import' THEN 0.6 ELSE 0.03 END THEN second_currency END AS other_currency,
    currency, second_rate,
    u_owner,
    coalesce(case_market, 0) AS market,
    coalesce(planted, false) AS planted,
FROM (SELECT *, side = 'ring' AND NOT changes_hands AND u_home < 0.7 AS opened_for_it FROM valued);
