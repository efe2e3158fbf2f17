-- How many order lines each listing gets: whole numbers that add up to the settings' order lines, special orders included.
CREATE TABLE listing_orders AS
WITH weighed AS (
    SELECT
        l.listing_no, l.shop_no, sh.weight AS shop_weight, l.weight,
        greatest(0, l.sells_from) AS sells_from,
        least(s.days, greatest(l.sells_to, greatest(0, l.sells_from) + 3)) AS sells_to,
        l.growth,
        s.orders - (SELECT count(*) FROM special_order) AS orders,
    FROM listing AS l JOIN shop AS sh ON sh.shop_no = l.shop_no, settings AS s
),
shop_total AS (
    SELECT shop_no, any_value(shop_weight) AS shop_weight, sum(weight)::BIGINT AS listing_weight, any_value(orders) AS orders
    FROM weighed GROUP BY shop_no
),
shop_share AS (
    SELECT
        shop_no, listing_weight,
        ((sum(shop_weight) OVER (ORDER BY shop_no) - shop_weight)::HUGEINT * orders // sum(shop_weight) OVER ())::BIGINT AS line_from,
        (sum(shop_weight) OVER (ORDER BY shop_no)::HUGEINT * orders // sum(shop_weight) OVER ())::BIGINT AS line_to,
    FROM shop_total
),
listing_share AS (
    SELECT
        w.listing_no, w.shop_no, w.sells_from, w.sells_to, w.growth,
        h.line_from + (h.line_to - h.line_from)
            * (sum(w.weight) OVER (PARTITION BY w.shop_no ORDER BY w.listing_no) - w.weight)::BIGINT // h.listing_weight AS line_from,
        h.line_from + (h.line_to - h.line_from)
            * (sum(w.weight) OVER (PARTITION BY w.shop_no ORDER BY w.listing_no))::BIGINT // h.listing_weight AS line_to,
    FROM weighed AS w JOIN shop_share AS h ON h.shop_no = w.shop_no
)
SELECT listing_no, shop_no, sells_from, least(sells_to, s.days) AS sells_to, growth, line_from, line_to - line_from AS lines
FROM listing_share, settings AS s
WHERE line_to > line_from;
