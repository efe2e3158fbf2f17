-- Complaints by a rival: three accounts, a week, dozens of complaints, few of them with an order behind them.
CREATE TABLE rival_complaint AS
WITH bombed AS (
    SELECT
        sh.shop_no, 40 + pick(s.seed, sh.shop_no, 1101, greatest(1, s.days - 60)) AS day,
        12 + pick(s.seed, sh.shop_no, 1102, 20) AS complaints,
    FROM shop AS sh, settings AS s WHERE sh.kind = 'complaint_bombed'
),
counted AS (
    SELECT *, unnest(range(complaints)) AS complaint FROM bombed
)
SELECT
    row_number() OVER (ORDER BY c.shop_no, c.complaint) - 1 AS complaint_no, c.shop_no, a.actor_no,
    c.day + pick(s.seed, c.shop_no * 64 + c.complaint, 1103, 6) AS day,
    pick(s.seed, c.shop_no * 64 + c.complaint, 1104, 86400) AS second,
FROM counted AS c, settings AS s
JOIN actor AS a ON a.role = 'rival' AND a.shop_no = c.shop_no AND a.part = pick(s.seed, c.shop_no * 64 + c.complaint, 1105, 3);
