-- Listings in the contract's shape, words and pictures as the seller shows them.
WITH photographed AS (
    -- Three listings in ten were never looked at; a mixed shop's genuine goods are shown as anyone's.
    SELECT
        *,
        draw(seed, listing_no, 860) < 0.7 AS looked_at,
        CASE WHEN is_fake OR NOT counterfeit THEN photo_hidden ELSE 0.03 END AS hidden,
        draw(seed, listing_no, 861) AS u_front,
        draw(seed, listing_no, 862) AS u_mark,
        draw(seed, listing_no, 863) AS u_history,
        draw(seed, listing_no, 864) AS u_before,
    FROM listing_words
),
observed AS (
    SELECT *, price AS price_seen, days_seen AS observed_day FROM photographed, (SELECT days AS days_seen FROM settings)
    UNION ALL
    -- One listing in twenty-five was seen before, at another price: mostly dearer, as sales go.
    SELECT
        *, shelf_price(price * CASE WHEN u_before < 0.75 THEN 1.05 + 0.5 * u_before ELSE 0.8 + 0.19 * u_before END),
        greatest(sells_from, 0) + (u_before * 40)::BIGINT,
    FROM photographed, (SELECT days AS days_seen FROM settings)
    WHERE u_history < 0.04
)
SELECT
    listing_id(t.seed, t.listing_no) AS listing_id,
    shop_id(t.seed, t.shop_no) AS shop_id,
    trim(t.words_before || ' ' || t.what
        || CASE WHEN t.is_branded AND t.wording <> 'avoid' AND t.u_code < 0.3 THEN ' ' || t.style_code ELSE '' END
        || ' ' || t.words_after) AS title,
    CASE
        WHEN t.wording = 'fits' AND t.u_code < 0.6 THEN CASE s.lang WHEN 'zh' THEN '配件' ELSE 'accessories' END
        WHEN t.u_variant < 0.985 THEN t.true_category END AS category,
    CASE
        WHEN NOT t.is_branded THEN NULL
        WHEN t.wording = 'avoid' THEN CASE WHEN t.u_brand < 0.05 THEN t.true_brand END
        WHEN t.wording = 'disguise' THEN CASE
            WHEN t.u_brand < 0.25 THEN t.true_brand
            WHEN t.u_brand < 0.4 THEN coalesce(t.disguised_name, disguised(t.true_brand, t.listing_no)) END
        WHEN t.wording = 'fits' THEN CASE WHEN t.u_brand < 0.45 THEN t.true_brand END
        WHEN t.u_brand < 0.75 THEN t.true_brand
        WHEN t.u_brand < 0.84 THEN coalesce(t.local_name, t.true_brand)
        WHEN t.u_brand < 0.93 THEN upper(t.true_brand) END AS brand,
    CASE WHEN t.is_branded AND t.u_code < t.style_code_share
        * CASE t.wording WHEN 'avoid' THEN 0.05 WHEN 'disguise' THEN 0.2 WHEN 'fits' THEN 0.2 ELSE 1 END
        THEN t.style_code END AS product,
    t.body AS description,
    t.price_seen AS price,
    t.currency,
    CASE WHEN t.looked_at THEN t.u_front >= t.hidden END AS has_front_photo,
    CASE WHEN t.looked_at THEN t.u_mark < t.hidden * 0.8 END AS logo_obscured,
    CASE WHEN t.looked_at THEN 'photo check' END AS photo_flag_source,
    (s.first_day + to_days(least(greatest(t.opened_day, t.sells_from - 3 - (t.u_brand * 40)::BIGINT), s.days - 1)::INTEGER))::TIMESTAMP
        AS listed_at,
    (s.first_day + to_days(t.observed_day::INTEGER))::TIMESTAMP AS observed_at,
FROM observed AS t, settings AS s
ORDER BY listing_id, observed_at
