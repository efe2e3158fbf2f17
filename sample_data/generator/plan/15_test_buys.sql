-- Test buys: planted ones of the cases, then where something looks odd and at random; cheap and guilty shops come more often.
CREATE TABLE test_buy_plan AS
WITH ranked AS (
    SELECT
        l.*, coalesce(c.test_buys, CASE WHEN sh.planted THEN 0 ELSE 1 END) AS times,
        row_number() OVER (PARTITION BY l.shop_no ORDER BY l.is_fake DESC, draw(s.seed, l.listing_no, 501), l.listing_no) AS in_shop,
        -- Weighted drawing without putting back: the largest u^(1/weight) come first (Efraimidis and Spirakis, 2006).
        CASE WHEN sh.planted THEN 2 ELSE pow(draw(s.seed, l.shop_no, 502),
            1 / (CASE WHEN l.price < 0.5 * l.reference_price THEN 4.0 ELSE 1.0 END
            * CASE WHEN l.counterfeit THEN 3.0 ELSE 1.0 END)) END AS appeal,
    FROM listing AS l JOIN shop AS sh ON sh.shop_no = l.shop_no, settings AS s
    LEFT JOIN case_shops AS c ON sh.planted AND c.ring_no = sh.ring_no AND c.place_in_kind = sh.place_in_kind
    WHERE l.is_branded AND l.wording NOT IN ('deposit', 'fits', 'single') AND NOT l.from_before
),
chosen AS (
    SELECT *, row_number() OVER (ORDER BY appeal DESC, shop_no, in_shop) AS place FROM ranked WHERE in_shop <= times
)
SELECT
    c.place - 1 AS test_buy_no, c.shop_no, c.listing_no, c.is_fake, c.ring_no, c.appeal > 1 AS planted,
    greatest(c.sells_from, 20) + (draw(s.seed, c.listing_no, 503) * greatest(1, s.days - 45 - greatest(c.sells_from, 20)))::BIGINT
        AS bought_day,
    draw(s.seed, c.listing_no, 504) AS u_verdict,
    draw(s.seed, c.listing_no, 505) AS u_weeks,
FROM chosen AS c, settings AS s
WHERE c.place <= s.test_buys;
