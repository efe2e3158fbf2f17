-- The order lines of one batch of days, sorted by time, still in numbers.
CREATE OR REPLACE TABLE order_line AS
WITH span AS (
    -- A listing's lines stand one to a stratum of its selling time, so the lines of some days are a run of line numbers
    -- (and a few more at either end, for the times drawn within a stratum decide).
    SELECT
        o.*,
        o.lines * pow(least(1, greatest(0, (b.day_from - o.sells_from) / (o.sells_to - o.sells_from)::DOUBLE)), o.growth) AS x_from,
        o.lines * pow(least(1, greatest(0, (b.day_to - o.sells_from) / (o.sells_to - o.sells_from)::DOUBLE)), o.growth) AS x_to,
    FROM listing_orders AS o, batch AS b
    WHERE o.sells_from < b.day_to AND o.sells_to > b.day_from
),
numbered AS (
    SELECT
        *, unnest(range(greatest(0, floor(x_from)::BIGINT - 1), least(lines, floor(x_to)::BIGINT + 3))) AS line_in_listing,
    FROM span
),
keyed AS (
    SELECT
        listing_no, shop_no, sells_from, sells_to, growth, lines, line_in_listing,
        line_from + line_in_listing AS line_no,
        -- One line in fifteen goes into the order of the line before it.
        line_from + line_in_listing
            - CASE WHEN line_in_listing % 2 = 1 AND draw(s.seed, line_from + line_in_listing, 601) < 0.13 THEN 1 ELSE 0 END AS order_no,
        line_from,
    FROM numbered, settings AS s
),
timed AS (
    SELECT
        k.listing_no, k.shop_no, k.line_no, k.order_no,
        k.sells_from + (k.sells_to - k.sells_from)
            * pow((k.order_no - k.line_from + draw(s.seed, k.order_no, 602)) / k.lines, 1 / k.growth) AS at_day,
        draw(s.seed, k.order_no, 603) AS u_hour,
        pick(s.seed, k.order_no, 604, 3600) AS second,
        pick(s.seed, k.order_no, 605, 1024) AS slot,
        draw(s.seed, k.order_no, 606) AS u_buyer,
        draw(s.seed, k.line_no, 607) AS u_quantity,
        draw(s.seed, k.line_no, 608) AS u_price,
        draw(s.seed, k.order_no, 609) AS u_status,
    FROM keyed AS k, settings AS s
),
regular AS (
    SELECT
        t.line_no, t.order_no, t.listing_no, t.shop_no,
        m.buyer_from + (pow(t.u_buyer, 1.4) * m.buyers)::BIGINT % m.buyers AS account_no,
        m.place_no,
        floor(t.at_day)::BIGINT AS day,
        -- Hours as people shop: few at night, most from ten to ten.
        CASE WHEN t.u_hour < 0.06 THEN (t.u_hour * 100)::BIGINT % 6
            ELSE 6 + floor(pow((t.u_hour - 0.06) / 0.94, 0.8) * 18)::BIGINT END AS hour,
        t.second,
        CASE WHEN t.u_quantity < 0.86 THEN 1 WHEN t.u_quantity < 0.96 THEN 2
            ELSE 3 + (t.u_quantity * 1000)::BIGINT % 4 END AS quantity,
        CASE WHEN t.u_price < 0.75 THEN 1.0 ELSE 0.9 + 0.1 * (t.u_price - 0.75) / 0.25 END AS price_share,
        NULL::DECIMAL(18, 2) AS unit_price,
        CASE WHEN t.u_status < sh.refunded THEN 'refunded' WHEN t.u_status > 0.985 THEN 'closed' ELSE 'paid' END AS status,
        NULL::VARCHAR AS purpose,
    FROM timed AS t JOIN shop AS sh ON sh.shop_no = t.shop_no
    JOIN market_slot AS m ON m.market = sh.market AND m.slot = t.slot, batch AS b
    WHERE t.at_day >= b.day_from AND t.at_day < b.day_to
),
special AS (
    SELECT
        s.orders + o.special_no AS line_no, s.orders + o.special_no AS order_no, o.listing_no, o.shop_no, o.account_no, o.place_no,
        o.day, 9 + pick(s.seed, o.key, 611, 13) AS hour, pick(s.seed, o.key, 612, 3600) AS second,
        o.quantity, 1.0 AS price_share, o.unit_price, 'paid' AS status, o.purpose,
    FROM special_order AS o, settings AS s, batch AS b
    WHERE o.day >= b.day_from AND o.day < b.day_to
),
every_line AS (
    SELECT * FROM regular UNION ALL SELECT * FROM special
)
SELECT
    e.line_no, e.order_no, e.listing_no, e.shop_no, e.account_no, e.place_no, e.quantity, e.status, e.purpose,
    coalesce(e.unit_price, shelf_price(l.price * e.price_share))::DECIMAL(18, 2) AS unit_price,
    s.first_day + to_days(e.day::INTEGER) + to_seconds(e.hour * 3600 + e.second - 3600 * s.utc_offset_hours) AS ordered_at,
    e.day,
    l.currency,
FROM every_line AS e JOIN listing AS l ON l.listing_no = e.listing_no, settings AS s
ORDER BY ordered_at, line_no;
