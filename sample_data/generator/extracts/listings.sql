-- Listings in the contract's shape, words and pictures as the seller shows them.
WITH named AS (
    SELECT
        l.*, s.seed,
        disguise.words[1 + pick(s.seed, l.listing_no, 851, len(disguise.words))] AS disguised_name,
        slang.words[1 + pick(s.seed, l.listing_no, 852, len(slang.words))] AS slang_name,
        CASE WHEN l.u_variant < 0.45 OR l.local_name IS NULL THEN l.true_brand
            WHEN l.u_variant < 0.75 THEN l.local_name ELSE l.local_name || ' ' || l.true_brand END AS plain_name,
        coalesce(before.phrases[1 + pick(s.seed, l.listing_no, 853, len(before.phrases))], '') AS words_before,
        coalesce(after.phrases[1 + pick(s.seed, l.listing_no, 854, len(after.phrases))], '') AS words_after,
        words.phrases[1 + pick(s.seed, l.listing_no, 855, len(words.phrases))] AS body,
    FROM listing AS l JOIN batch AS b ON l.listing_no >= b.listing_from AND l.listing_no < b.listing_to, settings AS s
    LEFT JOIN brand_word_list AS disguise ON disguise.brand = l.true_brand AND disguise.style = 'disguise'
    LEFT JOIN brand_word_list AS slang ON slang.brand = l.true_brand AND slang.style = 'slang'
    LEFT JOIN phrase_list AS before ON before.style = l.wording AND before.place = 'before'
    LEFT JOIN phrase_list AS after ON after.style = l.wording AND after.place = 'after'
    LEFT JOIN phrase_list AS words ON words.style = l.wording AND words.place = 'text'
),
titled AS (
    SELECT
        *,
        CASE
            WHEN NOT is_branded THEN good_word
            WHEN wording = 'avoid' THEN noun
            WHEN wording IN ('disguise', 'sloppy') THEN coalesce(disguised_name, disguised(true_brand, listing_no)) || ' ' || noun
            WHEN wording = 'slang' THEN coalesce(slang_name, plain_name) || ' ' || noun
            ELSE plain_name || ' ' || noun END AS what,
    FROM named
),
photographed AS (
    -- Three listings in ten were never looked at; a mixed shop's genuine goods are shown as anyone's.
    SELECT
        *,
        draw(seed, listing_no, 860) < 0.7 AS looked_at,
        CASE WHEN is_fake OR NOT counterfeit THEN photo_hidden ELSE 0.03 END AS hidden,
        draw(seed, listing_no, 861) AS u_front,
        draw(seed, listing_no, 862) AS u_mark,
        draw(seed, listing_no, 863) AS u_history,
        draw(seed, listing_no, 864) AS u_before,
    FROM titled
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
    s.currency,
    CASE WHEN t.looked_at THEN t.u_front >= t.hidden END AS has_front_photo,
    CASE WHEN t.looked_at THEN t.u_mark < t.hidden * 0.8 END AS logo_obscured,
    CASE WHEN t.looked_at THEN 'photo check' END AS photo_flag_source,
    (s.first_day + to_days(least(greatest(t.opened_day, t.sells_from - 3 - (t.u_brand * 40)::BIGINT), s.days - 1)::INTEGER))::TIMESTAMP
        AS listed_at,
    (s.first_day + to_days(t.observed_day::INTEGER))::TIMESTAMP AS observed_at,
FROM observed AS t, settings AS s
ORDER BY listing_id, observed_at
