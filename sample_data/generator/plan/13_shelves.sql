-- What shops have on their shelves: up to three brand lines each (a ring's shops keep to the ring's goods), so many listings.
CREATE TABLE shop_line AS
WITH wanted AS (
    SELECT shop_no, kind, ring_no, main_line_no, side_line_no, planted, unnest([0, 1, 2]) AS line_in_shop FROM shop
)
SELECT
    w.shop_no, w.line_in_shop,
    CASE
        WHEN w.kind = 'like_named' THEN like_named_slot.line_no
        WHEN w.ring_no IS NOT NULL AND w.line_in_shop = 0 THEN w.main_line_no
        WHEN w.ring_no IS NOT NULL AND (w.line_in_shop = 1 OR w.planted) THEN w.side_line_no
        ELSE line_slot.line_no END AS line_no,
FROM wanted AS w, settings AS s
JOIN line_slot ON line_slot.slot = pick(s.seed, w.shop_no * 4 + w.line_in_shop, 401, (SELECT count(*) FROM line_slot))
LEFT JOIN like_named_slot
    ON like_named_slot.slot = pick(s.seed, w.shop_no * 4 + w.line_in_shop, 402, (SELECT count(*) FROM like_named_slot));

CREATE TABLE listing_plan AS
WITH sized AS (
    SELECT
        sh.*,
        greatest(
            CASE WHEN sh.planted THEN 8 ELSE 1 END,
            least(400, round(s.listings * 0.85 / s.shops * exp(0.7 * bell(s.seed, sh.shop_no, 410)))))::BIGINT AS shelf,
    FROM shop AS sh, settings AS s
),
stocked AS (
    SELECT *, unnest(range(shelf)) AS place_in_shop FROM sized
)
SELECT
    row_number() OVER (ORDER BY shop_no, place_in_shop) - 1 AS listing_no,
    shop_no, place_in_shop, shelf, kind, side, counterfeit, ring_no, branded, price_rule, price_from, price_to, price_level,
    fake_share, style, style_share, photo_hidden, changes_goods, changes_hands, change_day, start_day, opened_day, planted,
    coalesce(other_currency, currency) AS currency, CASE WHEN other_currency IS NULL THEN 1.0 ELSE second_rate END AS rate,
FROM stocked;
