-- Complaints of the batch's buyers: about fakes, mistaken ones, quality, delivery; some without a reason, some filed as other.
WITH complained AS (
    SELECT
        o.*, sh.side, l.is_fake, sh.fake_complaints, sh.other_complaints,
        draw(s.seed, o.line_no, 901) AS u_fake,
        draw(s.seed, o.line_no, 902) AS u_other,
        draw(s.seed, o.line_no, 903) AS u_kind,
        draw(s.seed, o.line_no, 904) AS u_reason,
        draw(s.seed, o.line_no, 905) AS u_text,
        draw(s.seed, o.line_no, 906) AS u_days,
    FROM order_line AS o JOIN shop AS sh ON sh.shop_no = o.shop_no JOIN listing AS l ON l.listing_no = o.listing_no, settings AS s
    WHERE o.purpose IS NULL AND o.status <> 'closed'
),
grounded AS (
    SELECT
        *,
        CASE
            WHEN u_fake < fake_complaints * CASE WHEN side = 'innocent' OR is_fake THEN 1 ELSE 0.1 END
                THEN CASE WHEN side = 'innocent' AND u_kind < 0.6 OR u_kind < 0.2 THEN 'mistaken' ELSE 'counterfeit' END
            WHEN u_other < other_complaints
                THEN CASE WHEN u_kind < 0.35 THEN 'delivery' WHEN u_kind < 0.65 THEN 'quality'
                    WHEN u_kind < 0.88 THEN 'not_as_described' ELSE 'other' END
        END AS grounds,
    FROM complained
)
SELECT
    'C' || order_number(s.seed, g.line_no) AS complaint_id,
    shop_id(s.seed, g.shop_no) AS shop_id,
    'O' || order_number(s.seed, g.order_no) AS order_id,
    listing_id(s.seed, g.listing_no) AS listing_id,
    account_id(s.seed, g.account_no) AS complainant_account_id,
    g.ordered_at + to_hours(60 + (g.u_days * 300)::BIGINT) AS complained_at,
    CASE
        WHEN g.u_reason < 0.2 THEN NULL WHEN g.u_reason < 0.32 THEN 'other'
        WHEN g.u_reason < 0.38 AND g.grounds IN ('counterfeit', 'mistaken') THEN 'not_as_described'
        WHEN g.grounds = 'mistaken' THEN 'counterfeit' ELSE g.grounds END AS reason,
    CASE WHEN g.u_text < 0.85 OR g.u_reason < 0.32 THEN t.texts[1 + pick(s.seed, g.line_no, 907, len(t.texts))] END AS text,
FROM grounded AS g JOIN complaint_list AS t ON t.reason = g.grounds, settings AS s
UNION ALL
SELECT
    'R' || lpad(r.complaint_no::VARCHAR, 10, '0'),
    shop_id(s.seed, r.shop_no), NULL, NULL,
    account_id(s.seed, p.buyers + r.actor_no),
    s.first_day + to_days(r.day::INTEGER) + to_seconds(r.second),
    CASE WHEN r.complaint_no % 5 > 0 THEN 'counterfeit' END,
    t.texts[1 + pick(s.seed, r.complaint_no, 910, len(t.texts))],
FROM rival_complaint AS r, settings AS s, population AS p, batch AS b
JOIN complaint_list AS t ON t.reason = 'counterfeit'
WHERE r.day >= b.day_from AND r.day < b.day_to
ORDER BY complained_at, complaint_id
