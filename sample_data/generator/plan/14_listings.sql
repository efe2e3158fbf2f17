-- Every listing: what is sold, at what price, in which wording, when.
CREATE TABLE listing AS
WITH drawn AS (
    SELECT
        l.*, s.seed, s.lang, s.days, s.money_scale, s.style_code_share,
        -- Shops with new hands had other goods before.
        l.changes_goods AND draw(s.seed, l.listing_no, 420) < 0.4 AS from_before,
        draw(s.seed, l.listing_no, 421) AS u_branded,
        draw(s.seed, l.listing_no, 422) AS u_fake,
        draw(s.seed, l.listing_no, 423) AS u_price,
        draw(s.seed, l.listing_no, 424) AS u_style,
        draw(s.seed, l.listing_no, 425) AS u_brand,
        draw(s.seed, l.listing_no, 426) AS u_code,
        draw(s.seed, l.listing_no, 427) AS u_variant,
        draw(s.seed, l.listing_no, 428) AS u_line,
        bell(s.seed, l.listing_no, 430) AS price_noise,
        (SELECT count(*) FROM good) AS goods,
    FROM listing_plan AS l, settings AS s
),
chosen AS (
    SELECT
        d.*,
        d.u_branded < d.branded AND NOT d.from_before AS is_branded,
        CASE WHEN d.u_line < 0.6 THEN 0 WHEN d.u_line < 0.85 THEN 1 ELSE 2 END AS line_in_shop,
        pick(d.seed, d.listing_no, 433, 997) AS product_draw,
        pick(d.seed, d.shop_no * 3 + d.listing_no % 3, 434, d.goods) AS good_no,
    FROM drawn AS d
),
matched AS (
    SELECT
        c.*,
        p.product_no, ln.line_no, ln.brand AS true_brand, ln.local_name, ln.lookalike_of,
        ln.nouns[1 + c.product_draw // 7 % len(ln.nouns)] AS noun, c.is_branded AND ln.is_jersey AS is_jersey,
        CASE WHEN c.is_branded THEN ln.category ELSE g.category END AS true_category,
        p.style_code, p.reference_price, g.low AS good_low, g.high AS good_high, g.word AS good_word,
        c.is_branded AND c.counterfeit AND c.u_fake < c.fake_share AS is_fake,
    FROM chosen AS c
    JOIN shop_line AS sl ON sl.shop_no = c.shop_no AND sl.line_in_shop = c.line_in_shop
    JOIN line AS ln ON ln.line_no = sl.line_no
    JOIN good AS g ON g.good_no = c.good_no
    JOIN product AS p ON p.line_no = ln.line_no AND p.step = c.product_draw % ln.products
),
worded AS (
    SELECT
        *,
        CASE
            WHEN side <> 'innocent' AND NOT is_fake THEN 'clean'
            WHEN u_style >= style_share THEN 'clean'
            WHEN style = 'mixed' THEN CASE WHEN u_variant < 0.4 THEN 'disguise' WHEN u_variant < 0.75 THEN 'code' ELSE 'avoid' END
            WHEN style IS NULL OR is_branded = (style IN ('surplus', 'factory')) THEN 'clean'
            ELSE style END AS wording,
    FROM matched
)
SELECT
    listing_no, shop_no, place_in_shop, kind, side, counterfeit, ring_no, is_branded, is_fake, from_before,
    changes_goods, change_day, start_day, opened_day,
    wording, photo_hidden, line_no, product_no, true_brand, local_name, true_category, style_code, reference_price, noun, good_word,
    u_brand, u_code, u_variant, style_code_share,
    currency,
    shelf_price(rate * CASE
        WHEN NOT is_branded THEN between_logs(u_price, good_low, good_high)
        WHEN wording = 'deposit' THEN money_scale * [1, 9.9, 20, 50, 99, 100][1 + (u_price * 6)::INTEGER % 6]
        WHEN wording = 'dirty' THEN reference_price * price_level * CASE WHEN u_price < 0.5 THEN 0.01 WHEN u_price < 0.7 THEN 0.1 ELSE 100 END
        WHEN side <> 'innocent' AND NOT is_fake THEN reference_price * (0.75 + 0.28 * u_price)
        WHEN price_rule = 'listing' THEN reference_price * between_logs(u_price, price_from, price_to)
        ELSE reference_price * price_level * exp(0.07 * price_noise) END) AS price,
    -- Weight among the shop's listings: few sell much.
    1 + (exp(1.1 * bell(seed, listing_no, 440)) * 100)::BIGINT AS weight,
    -- Days of the period in which it sells; jerseys rise in June.
    CASE
        WHEN from_before THEN 0
        WHEN changes_goods THEN change_day + (u_line * 12)::BIGINT
        WHEN is_jersey AND (u_code < 0.55 OR planted) THEN least(days - 30, 125 + (u_variant * 15)::BIGINT)
        WHEN counterfeit AND ring_no IS NOT NULL THEN start_day + (u_line * 20)::BIGINT
        WHEN u_price < 0.35 THEN (u_line * days * 0.6)::BIGINT
        ELSE 0 END AS sells_from,
    CASE
        WHEN from_before THEN change_day + (u_line * 8)::BIGINT
        WHEN is_jersey AND (u_code < 0.55 OR planted) THEN 185 + (u_line * 25)::BIGINT
        ELSE days END AS sells_to,
    0.6 + 1.0 * u_code AS growth,
FROM worded;
