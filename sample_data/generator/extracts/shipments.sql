-- Parcels of the batch in the contract's shape: one an order, none for a closed one.
WITH parcel AS (
    SELECT
        o.*,
        CASE WHEN so.moved_day > o.day THEN so.origin_before
            WHEN draw(s.seed, o.order_no, 701) < so.share_b THEN so.origin_b ELSE so.origin_a END AS origin_no,
        draw(s.seed, o.order_no, 702) AS u_scan,
        draw(s.seed, o.order_no, 703) AS u_address,
        draw(s.seed, o.order_no, 704) AS u_phone,
        draw(s.seed, o.order_no, 705) AS u_hours,
    FROM order_line AS o JOIN shop_origin AS so ON so.shop_no = o.shop_no, settings AS s
    WHERE o.line_no = o.order_no AND o.status <> 'closed'
)
SELECT
    'O' || order_number(s.seed, p.order_no) AS order_id,
    shop_id(s.seed, p.shop_no) AS shop_id,
    ['SF', 'ZT', 'YT', 'YD', 'ST', 'JT', 'EM'][1 + p.origin_no % 7] || lpad((p.order_no * 7919 + 1000003)::VARCHAR, 13, '7') AS waybill_no,
    courier.word AS courier,
    CASE WHEN p.u_address < 0.7 THEN g.address WHEN p.u_address < 0.93 THEN g.address_variant END AS origin_address,
    g.adcode AS origin_adcode,
    -- Scans scatter around the door by tens of metres; one in twenty is the courier's station.
    round(g.latitude + 0.0004 * bell(s.seed, p.order_no, 710) + CASE WHEN p.u_scan < 0.05 THEN 0.012 ELSE 0 END, 5) AS origin_latitude,
    round(g.longitude + 0.0004 * bell(s.seed, p.order_no, 713) + CASE WHEN p.u_scan < 0.05 THEN 0.009 ELSE 0 END, 5) AS origin_longitude,
    phone(s.seed, CASE WHEN g.origin_kind IN ('own', 'registered') OR p.u_phone < 0.3 THEN p.shop_no ELSE 3000000 + p.origin_no END) AS sender_phone,
    d.full_name || road.word || (1 + pick(s.seed, p.account_no, 720, 500))::VARCHAR || '号' AS destination_address,
    d.adcode AS destination_adcode,
    CASE WHEN p.account_no % 3 > 0 THEN round(d.latitude + 0.07 * bell(s.seed, p.account_no, 721), 4) END AS destination_latitude,
    CASE WHEN p.account_no % 3 > 0 THEN round(d.longitude + 0.07 * bell(s.seed, p.account_no, 724), 4) END AS destination_longitude,
    p.ordered_at + to_minutes(120 + (p.u_hours * 2600)::BIGINT) AS shipped_at,
    p.ordered_at + to_minutes(1800 + (p.u_hours * 2600)::BIGINT + pick(s.seed, p.order_no, 727, 5000)) AS delivered_at,
FROM parcel AS p, settings AS s
JOIN origin AS g ON g.origin_no = p.origin_no
JOIN place AS d ON d.place_no = p.place_no
JOIN word AS courier ON courier.part = 'courier' AND courier.word_no = p.origin_no % 7
JOIN word AS road ON road.part = 'road' AND road.word_no = pick(s.seed, p.account_no, 728, 12)
ORDER BY shipped_at, order_id
