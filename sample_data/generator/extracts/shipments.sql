-- Parcels of the batch in the contract's shape: one an order, none for a closed one. Each place has its own pick-up hour and
-- its own day of rest, so dens keep a rhythm.
WITH parcel AS (
    SELECT
        o.*, s.seed, s.lang, s.first_day, s.utc_offset_hours,
        CASE WHEN so.moved_day > o.day THEN so.origin_before
            WHEN draw(s.seed, o.order_no, 701) < so.share_b THEN so.origin_b ELSE so.origin_a END AS origin_no,
        CASE WHEN so.moved_day > o.day THEN f.phone_before ELSE f.phone_now END AS shop_phone_key,
        i.home_origin_no,
        draw(s.seed, o.order_no, 702) AS u_scan,
        draw(s.seed, o.order_no, 703) AS u_address,
        draw(s.seed, o.order_no, 704) AS u_phone,
        pick(s.seed, o.order_no, 705, 110) AS minute,
        pick(s.seed, o.order_no, 706, 10) AS delay,
        pick(s.seed, o.order_no, 707, 4000) AS minutes_under_way,
    FROM order_line AS o
    CROSS JOIN settings AS s
    CROSS JOIN population AS p
    JOIN shop_origin AS so ON so.shop_no = o.shop_no
    JOIN shop_phone AS f ON f.shop_no = o.shop_no
    LEFT JOIN identity AS i ON i.actor_no = o.account_no - p.buyers
    WHERE o.line_no = o.order_no AND o.status <> 'closed'
),
picked_up AS (
    SELECT
        p.*, g.adcode, g.latitude, g.longitude, g.address, g.address_variant, g.origin_kind,
        home.address AS home_address, home.adcode AS home_adcode, home.latitude AS home_latitude, home.longitude AS home_longitude,
        p.day + CASE WHEN p.delay < 6 THEN 1 WHEN p.delay < 9 THEN 2 ELSE 3 END AS ship_day,
        (14 + p.origin_no % 7) * 60 + p.minute AS ship_minute,
    FROM parcel AS p JOIN origin AS g ON g.origin_no = p.origin_no
    LEFT JOIN origin AS home ON home.origin_no = p.home_origin_no
),
timed AS (
    SELECT
        *,
        first_day + to_days((ship_day + CASE WHEN (ship_day + origin_no) % 7 = 0 THEN 1 ELSE 0 END)::INTEGER)
            + to_minutes(ship_minute - 60 * utc_offset_hours) AS shipped_at,
    FROM picked_up
)
SELECT
    'O' || order_number(t.seed, t.order_no) AS order_id,
    shop_id(t.seed, t.shop_no) AS shop_id,
    ['SF', 'ZT', 'YT', 'YD', 'ST', 'JT', 'EM'][1 + t.origin_no % 7] || (1000000000000 + t.order_no * 7919)::VARCHAR AS waybill_no,
    couriers[1 + t.origin_no % len(couriers)] AS courier,
    CASE WHEN t.u_address < 0.7 THEN t.address WHEN t.u_address < 0.93 THEN t.address_variant END AS origin_address,
    t.adcode AS origin_adcode,
    -- Scans scatter around the door by tens of metres; one in twenty is the courier's station.
    round(t.latitude + 0.0004 * bell(t.seed, t.order_no, 710)
        + CASE WHEN t.u_scan < 0.05 THEN 0.03 * draw(t.seed, t.origin_no, 750) - 0.015 ELSE 0 END, 5) AS origin_latitude,
    round(t.longitude + 0.0004 * bell(t.seed, t.order_no, 713)
        + CASE WHEN t.u_scan < 0.05 THEN 0.03 * draw(t.seed, t.origin_no, 751) - 0.015 ELSE 0 END, 5) AS origin_longitude,
    phone(t.seed, CASE
        WHEN t.origin_kind IN ('warehouse', 'locker', 'campus', 'drop_shipper') THEN 70000000 + t.origin_no
        WHEN t.origin_kind IN ('den', 'source') AND t.u_phone < 0.5 THEN 70000000 + t.origin_no ELSE t.shop_phone_key END) AS sender_phone,
    coalesce(t.home_address, street_address(
        t.lang, place_names[1 + t.place_no], roads[1 + pick(t.seed, t.account_no, 728, len(roads))],
        1 + pick(t.seed, t.account_no, 720, 500))) AS destination_address,
    coalesce(t.home_adcode, adcodes[1 + t.place_no]) AS destination_adcode,
    CASE WHEN t.account_no % 3 > 0
        THEN round(coalesce(t.home_latitude, latitudes[1 + t.place_no] + 0.07 * bell(t.seed, t.account_no, 721)), 4) END
        AS destination_latitude,
    CASE WHEN t.account_no % 3 > 0
        THEN round(coalesce(t.home_longitude, longitudes[1 + t.place_no] + 0.07 * bell(t.seed, t.account_no, 724)), 4) END
        AS destination_longitude,
    t.shipped_at,
    CASE WHEN t.u_scan < 0.985 THEN t.shipped_at + to_minutes(1100 + t.minutes_under_way) END AS delivered_at,
FROM timed AS t CROSS JOIN lists
ORDER BY t.shipped_at, t.order_no
