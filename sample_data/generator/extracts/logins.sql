-- Logins in the contract's shape: buyers from their own phones, sellers also from the machines of their circle.
WITH buyer AS (
    SELECT place_no, unnest(range(greatest(buyer_from, account_from), least(buyer_from + buyers, account_to))) AS account_no
    FROM buyer_city, batch
),
visitor AS (
    SELECT
        b.account_no, b.place_no, NULL::VARCHAR AS circle, 0.0 AS circle_share, false AS network_only, 0 AS circle_from_day,
        200000000 + b.account_no
            - CASE WHEN draw(s.seed, b.account_no // 2, 1201) < 0.02 THEN b.account_no % 2 ELSE 0 END AS device_owner,
        -- So many that buyers and actors together come to the settings' logins, about.
        pick(s.seed, b.account_no, 1301, 1 + greatest(1, 2 * (s.logins - 20 * p.actors) // p.buyers)) AS times,
    FROM buyer AS b, settings AS s, population AS p
    UNION ALL
    SELECT
        p.buyers + i.actor_no, i.place_no, i.circle, i.circle_share, i.network_only, i.circle_from_day, i.person_no,
        12 + pick(s.seed, i.actor_no, 1302, 16),
    FROM identity AS i, settings AS s, population AS p, batch AS b
    WHERE p.buyers + i.actor_no >= b.account_from AND p.buyers + i.actor_no < b.account_to
),
visit AS (
    SELECT v.*, v.account_no * 64 + unnest(range(v.times)) AS visit_no FROM visitor AS v
),
drawn AS (
    SELECT
        v.*, s.seed, s.first_day, s.utc_offset_hours,
        pick(s.seed, v.visit_no, 1310, s.days) AS day,
        draw(s.seed, v.visit_no, 1311) AS u_hour,
        draw(s.seed, v.visit_no, 1312) AS u_circle,
        draw(s.seed, v.visit_no, 1313) AS u_machine,
        draw(s.seed, v.visit_no, 1314) AS u_network,
        draw(s.seed, v.visit_no, 1315) AS u_place,
    FROM visit AS v, settings AS s
),
located AS (
    SELECT
        d.*, c.circle_no, c.devices,
        d.circle IS NOT NULL AND d.u_circle < d.circle_share AND d.day >= d.circle_from_day AS with_circle,
        CASE WHEN d.u_place < 0.7 THEN c.origin_no ELSE c.other_origin_no END AS circle_origin_no,
    FROM drawn AS d LEFT JOIN circle AS c ON c.circle = d.circle
)
SELECT
    account_id(l.seed, l.account_no) AS account_id,
    l.first_day + to_days(l.day::INTEGER) + to_seconds(
        CASE WHEN l.with_circle THEN (9 + l.circle_no % 6) * 3600 + (l.u_hour * 30000)::BIGINT
            ELSE 24000 + (l.u_hour * 62000)::BIGINT END - 3600 * l.utc_offset_hours) AS logged_in_at,
    'D' || secret(l.seed, CASE
        WHEN l.with_circle AND NOT l.network_only THEN 900000000 + l.circle_no * 8 + floor(l.u_machine * l.devices)::BIGINT
        WHEN l.u_machine < 0.15 THEN 500000000 + l.device_owner ELSE l.device_owner END, 1320) AS device_id,
    network_address(l.seed, CASE
        WHEN l.with_circle THEN 910000000 + l.circle_no * 2
        -- A quarter goes through the gateway of the town's mobile network.
        WHEN l.u_network < 0.25 THEN 920000000 + l.place_no * 16 + floor(l.u_network * 64)::BIGINT
        ELSE l.account_no END) AS ip_address,
    adcodes[1 + CASE WHEN l.with_circle THEN g.place_no ELSE l.place_no END] AS adcode,
    CASE WHEN l.u_place < 0.65 THEN round(CASE WHEN l.with_circle THEN g.latitude + 0.0006 * bell(l.seed, l.visit_no, 1330)
        ELSE latitudes[1 + l.place_no] + 0.07 * bell(l.seed, l.account_no, 721) + 0.002 * bell(l.seed, l.visit_no, 1330) END, 4) END AS latitude,
    CASE WHEN l.u_place < 0.65 THEN round(CASE WHEN l.with_circle THEN g.longitude + 0.0006 * bell(l.seed, l.visit_no, 1333)
        ELSE longitudes[1 + l.place_no] + 0.07 * bell(l.seed, l.account_no, 724) + 0.002 * bell(l.seed, l.visit_no, 1333) END, 4) END AS longitude,
FROM located AS l LEFT JOIN origin AS g ON g.origin_no = l.circle_origin_no CROSS JOIN lists
ORDER BY logged_in_at, account_id, device_id
