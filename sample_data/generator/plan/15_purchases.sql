-- Purchases with a purpose: who buys from which shop, how often, how many at a time, at what share of the listing's price.
CREATE TABLE purchase_plan AS
WITH owner AS (
    SELECT a.shop_no, a.actor_no FROM actor AS a WHERE a.role = 'owner'
),
supplier AS (
    SELECT ring_no, shop_no, row_number() OVER (ORDER BY ring_no) - 1 AS supplier_no
    FROM shop WHERE owner_role = 'supplier' AND NOT planted
),
pair AS (
    SELECT p.shop_no, o.actor_no, 'resale' AS purpose, 14 AS times, 30 AS units, 0.55 AS price_share, NULL::DOUBLE AS unit_price
    FROM shop AS b JOIN owner AS o ON o.shop_no = b.shop_no JOIN supplier AS p ON p.ring_no = b.ring_no
    WHERE b.owner_role = 'seller'
    UNION ALL
    -- Lone counterfeiters, too, may buy from a ring's supplier.
    SELECT p.shop_no, o.actor_no, 'resale', 8, 12, 0.6, NULL
    FROM shop AS b JOIN owner AS o ON o.shop_no = b.shop_no JOIN settings AS s ON b.side = 'lone' AND draw(s.seed, b.shop_no, 511) < 0.3
    JOIN supplier AS p ON p.supplier_no = pick(s.seed, b.shop_no, 510, (SELECT count(*) FROM supplier))
    UNION ALL
    SELECT w.shop_no, o.actor_no, 'wholesale', 12, 8, 0.7, NULL
    FROM shop AS b JOIN owner AS o ON o.shop_no = b.shop_no
    JOIN shop AS w ON w.kind = 'drop_shipper' AND w.group_in_kind = b.group_in_kind AND w.place_in_kind % 8 = 0
    WHERE b.kind = 'drop_shipper' AND b.place_in_kind % 8 > 0
    UNION ALL
    SELECT w.shop_no, o.actor_no, 'bulk', 3, 40, 0.9, NULL
    FROM shop AS b JOIN owner AS o ON o.shop_no = b.shop_no, settings AS s
    JOIN shop AS w ON w.shop_no = pick(s.seed, b.shop_no, 512, s.shops * 9 // 10) AND w.shop_no <> b.shop_no
    WHERE b.kind = 'bulk_buyer'
    UNION ALL
    -- Sellers buy for themselves as everyone does.
    SELECT w.shop_no, o.actor_no, 'private', 2, 2, 1.0, NULL
    FROM shop AS b JOIN owner AS o ON o.shop_no = b.shop_no JOIN settings AS s ON draw(s.seed, b.shop_no, 514) < 0.2
    JOIN shop AS w ON w.shop_no = pick(s.seed, b.shop_no, 513, s.shops * 9 // 10) AND w.shop_no <> b.shop_no
),
drawn AS (
    SELECT
        p.shop_no, p.actor_no, p.purpose, 1 + (p.times * (0.4 + 1.4 * draw(s.seed, p.actor_no, 515)))::BIGINT AS times,
        p.units, p.price_share, p.unit_price,
    FROM pair AS p, settings AS s
),
brushed AS (
    SELECT sh.shop_no, a.actor_no, 'brushing', 4 + pick(s.seed, a.actor_no * 16 + sh.place_in_kind, 520, 8), 1, 1.0, NULL
    FROM actor AS a JOIN shop AS sh ON sh.ring_no = a.ring_no, settings AS s
    WHERE a.role = 'brusher'
),
planted AS (
    SELECT supplier.shop_no, o.actor_no, 'resale', w.purchases, w.units, NULL, w.unit_price
    FROM case_wholesale AS w JOIN settings AS s ON s.cases
    JOIN shop AS supplier ON supplier.ring_no = w.ring_no AND supplier.place_in_kind = 0
    JOIN shop AS b ON b.ring_no = w.ring_no AND b.place_in_kind = w.buyer_place_in_kind AND w.buyer_place_in_kind > 0
    JOIN owner AS o ON o.shop_no = b.shop_no
    UNION ALL
    SELECT sh.shop_no, a.actor_no, 'resale', w.purchases, w.units, NULL, w.unit_price
    FROM case_wholesale AS w JOIN settings AS s ON s.cases
    JOIN actor AS a ON a.role = 'trader' AND a.ring_no = w.ring_no
    JOIN shop AS sh ON sh.ring_no = w.ring_no AND sh.place_in_kind = CASE w.ring_no WHEN 1 THEN 0 ELSE a.part % 2 END
    WHERE w.buyers > 0
),
everything AS (
    SELECT * FROM drawn UNION ALL SELECT * FROM brushed UNION ALL SELECT * FROM planted
)
SELECT row_number() OVER (ORDER BY shop_no, actor_no, purpose) - 1 AS pair_no, *, unnest(range(times)) AS purchase FROM everything;
