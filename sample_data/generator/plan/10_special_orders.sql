-- Orders with a purpose: wholesale purchases upstream, honest wholesale, bulk buyers, brushing, test buys.
CREATE TABLE test_buy_plan AS
WITH ranked AS (
    -- Analysts buy where something looks odd, and at random too: guilty and cheap shops come more often.
    SELECT
        l.shop_no, l.listing_no, l.is_fake, l.counterfeit,
        row_number() OVER (PARTITION BY l.shop_no ORDER BY l.is_fake DESC, draw(s.seed, l.listing_no, 501), l.listing_no) AS in_shop,
        draw(s.seed, l.shop_no, 502)
            * CASE WHEN l.counterfeit THEN 6 WHEN l.price < 0.6 * l.reference_price THEN 2.5 ELSE 1 END AS appeal,
    FROM listing AS l, settings AS s
    WHERE l.is_branded AND l.wording NOT IN ('deposit', 'fits') AND NOT l.from_before
),
first_of_shop AS (
    SELECT *, row_number() OVER (ORDER BY appeal DESC, shop_no) AS place FROM ranked WHERE in_shop = 1
)
SELECT
    f.place - 1 AS test_buy_no, f.shop_no, f.listing_no, f.is_fake,
    greatest(l.sells_from, 20) + (draw(s.seed, f.shop_no, 503) * greatest(1, s.days - 25 - greatest(l.sells_from, 20)))::BIGINT AS bought_day,
    draw(s.seed, f.shop_no, 504) AS u_verdict,
    draw(s.seed, f.shop_no, 505) AS u_weeks,
FROM first_of_shop AS f JOIN listing AS l ON l.listing_no = f.listing_no, settings AS s
WHERE f.place <= s.test_buys;

CREATE TABLE upstream AS
-- Who buys from which supplier shop, how often, how many at a time.
WITH supplier AS (
    SELECT ring_no, shop_no, row_number() OVER (ORDER BY ring_no) - 1 AS supplier_no
    FROM shop WHERE kind = 'ring_downstream' AND place_in_kind = 0 AND NOT planted
),
pair AS (
    SELECT p.shop_no AS supplier_shop_no, b.shop_no AS buyer_shop_no, 'resale' AS purpose, 14 AS times, 30 AS units, 0.55 AS price_share
    FROM shop AS b JOIN supplier AS p ON p.ring_no = b.ring_no
    WHERE b.kind = 'ring_downstream' AND b.place_in_kind > 0
    UNION ALL
    -- Lone counterfeiters, too, may buy from a ring's supplier.
    SELECT p.shop_no, b.shop_no, 'resale', 7, 12, 0.6
    FROM shop AS b, settings AS s JOIN supplier AS p ON p.supplier_no = pick(s.seed, b.shop_no, 510, (SELECT count(*) FROM supplier))
    WHERE b.side = 'lone' AND draw(s.seed, b.shop_no, 511) < 0.3
    UNION ALL
    SELECT w.shop_no, b.shop_no, 'wholesale', 12, 8, 0.7
    FROM shop AS b JOIN shop AS w ON w.kind = 'drop_shipper' AND w.group_in_kind = b.group_in_kind AND w.place_in_kind % 8 = 0
    WHERE b.kind = 'drop_shipper' AND b.place_in_kind % 8 > 0
    UNION ALL
    SELECT w.shop_no, b.shop_no, 'bulk', 3, 40, 0.9
    FROM shop AS b, settings AS s JOIN shop AS w ON w.shop_no = pick(s.seed, b.shop_no, 512, s.shops * 9 // 10)
    WHERE b.kind = 'bulk_buyer' AND w.shop_no <> b.shop_no
    UNION ALL
    -- Sellers buy for themselves as everyone does, and some stock up at a cheaper shop now and then.
    SELECT w.shop_no, b.shop_no, 'private', 2, 2, 1.0
    FROM shop AS b, settings AS s JOIN shop AS w ON w.shop_no = pick(s.seed, b.shop_no, 513, s.shops * 9 // 10)
    WHERE draw(s.seed, b.shop_no, 514) < 0.2 AND w.shop_no <> b.shop_no
),
counted AS (
    SELECT
        p.*,
        row_number() OVER (ORDER BY supplier_shop_no, buyer_shop_no, purpose) AS pair_no,
        1 + (p.times * (0.4 + 1.4 * draw(s.seed, p.buyer_shop_no, 515)))::BIGINT AS orders,
    FROM pair AS p, settings AS s
)
SELECT *, unnest(range(orders)) AS purchase FROM counted;

CREATE TABLE brushing AS
SELECT a.actor_no, sh.shop_no, unnest(range(4 + pick(s.seed, a.actor_no * 16 + sh.place_in_kind, 520, 8))) AS purchase
FROM actor AS a JOIN shop AS sh ON sh.ring_no = a.ring_no, settings AS s
WHERE a.role = 'brusher' AND NOT sh.planted;

CREATE TABLE special_order AS
WITH wanted AS (
    SELECT
        u.supplier_shop_no AS shop_no, a.actor_no, u.purpose, u.units, u.price_share,
        u.pair_no * 512 + u.purchase AS key, NULL::BIGINT AS listing_no, NULL::BIGINT AS day, NULL::BIGINT AS test_buy_no,
    FROM upstream AS u JOIN actor AS a ON a.shop_no = u.buyer_shop_no AND a.role = 'owner'
    UNION ALL
    SELECT b.shop_no, b.actor_no, 'brushing', 1, 1.0, 100000007 + b.actor_no * 4096 + b.purchase * 64 + b.shop_no % 64, NULL, NULL, NULL
    FROM brushing AS b
    UNION ALL
    SELECT
        t.shop_no, a.actor_no, 'test_buy', 1, 1.0, 1900000007 + t.test_buy_no, t.listing_no, t.bought_day, t.test_buy_no
    FROM test_buy_plan AS t JOIN actor AS a ON a.role = 'test_buyer' AND a.part = t.test_buy_no % 4
),
shelf AS (
    SELECT shop_no, min(listing_no) AS first_listing_no, count(*) AS listings FROM listing GROUP BY shop_no
)
SELECT
    row_number() OVER (ORDER BY w.purpose, w.key) - 1 AS special_no,
    w.key, l.listing_no, w.shop_no, w.purpose, w.test_buy_no,
    p.buyers + w.actor_no AS account_no,
    act.place_no,
    coalesce(w.day, least(s.days - 1, greatest(0, l.sells_from)
        + (draw(s.seed, w.key, 530) * greatest(1, least(s.days, l.sells_to) - greatest(0, l.sells_from)))::BIGINT)) AS day,
    CASE WHEN w.units = 1 THEN 1 ELSE 1 + (w.units * (0.3 + 1.4 * draw(s.seed, w.key, 531)))::BIGINT END AS quantity,
    greatest(0.1, l.price * w.price_share)::DECIMAL(18, 2) AS unit_price,
FROM wanted AS w
JOIN shelf AS h ON h.shop_no = w.shop_no
JOIN settings AS s ON true
JOIN population AS p ON true
JOIN actor AS act ON act.actor_no = w.actor_no
JOIN listing AS l
    ON l.listing_no = coalesce(w.listing_no, h.first_listing_no + pick(s.seed, w.key, 532, h.listings));
