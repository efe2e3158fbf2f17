-- The purchases and test buys as order lines: listing, day, units, price.
CREATE TABLE special_order AS
WITH wanted AS (
    SELECT
        p.shop_no, p.actor_no, p.purpose, p.units, p.price_share, p.unit_price, p.pair_no * 512 + p.purchase AS key,
        NULL::BIGINT AS listing_no, NULL::BIGINT AS day, NULL::BIGINT AS test_buy_no,
    FROM purchase_plan AS p
    UNION ALL
    SELECT
        t.shop_no, a.actor_no, 'test_buy', 1, 1.0, NULL, 1900000007 + t.test_buy_no, t.listing_no, t.bought_day, t.test_buy_no
    FROM test_buy_plan AS t JOIN actor AS a ON a.role = 'test_buyer' AND a.part = t.test_buy_no % 4
),
shelf AS (
    SELECT
        shop_no, list(listing_no ORDER BY listing_no) AS listings,
        list(listing_no ORDER BY listing_no) FILTER (WHERE is_fake) AS fakes,
    FROM listing GROUP BY shop_no
),
found AS (
    SELECT
        w.*,
        coalesce(w.listing_no, CASE
            WHEN w.purpose IN ('resale', 'brushing') AND len(h.fakes) > 0 THEN h.fakes[1 + pick(s.seed, w.key, 532, len(h.fakes))]
            ELSE h.listings[1 + pick(s.seed, w.key, 532, len(h.listings))] END) AS found_no,
    FROM wanted AS w JOIN shelf AS h ON h.shop_no = w.shop_no, settings AS s
),
spanned AS (
    SELECT
        f.*, l.price, s.seed, greatest(0, l.sells_from) AS day_from,
        least(s.days, greatest(l.sells_to, greatest(0, l.sells_from) + 1)) AS day_to,
    FROM found AS f JOIN listing AS l ON l.listing_no = f.found_no, settings AS s
)
SELECT
    row_number() OVER (ORDER BY w.purpose, w.key) - 1 AS special_no,
    w.key, w.found_no AS listing_no, w.shop_no, w.purpose, w.test_buy_no,
    p.buyers + w.actor_no AS account_no, a.place_no,
    coalesce(w.day, w.day_from + floor(draw(w.seed, w.key, 530) * greatest(1, w.day_to - w.day_from))::BIGINT) AS day,
    CASE WHEN w.units = 1 THEN 1 ELSE 1 + (w.units * (0.3 + 1.4 * draw(w.seed, w.key, 531)))::BIGINT END AS quantity,
    greatest(0.1, coalesce(w.unit_price * (0.9 + 0.2 * draw(w.seed, w.key, 533)), w.price * w.price_share))::DECIMAL(18, 2)
        AS unit_price,
FROM spanned AS w JOIN actor AS a ON a.actor_no = w.actor_no, population AS p;
