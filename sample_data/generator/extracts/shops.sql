-- Shops in the contract's shape.
SELECT
    shop_id(s.seed, sh.shop_no) AS shop_id,
    surnames[1 + pick(s.seed, sh.shop_no, 801, len(surnames))]
        || CASE s.lang WHEN 'zh' THEN given_names[1 + pick(s.seed, sh.shop_no, 802, len(given_names))] ELSE ' ' END
        || shop_words[1 + pick(s.seed, sh.shop_no, 803, len(shop_words))] AS shop_name,
    account_id(s.seed, p.buyers + a.actor_no) AS owner_account_id,
    adcodes[1 + sh.registered_place_no] AS registered_adcode,
    place_names[1 + sh.registered_place_no] AS registered_region,
    (s.first_day + to_days(sh.opened_day::INTEGER) + to_hours((10 - s.utc_offset_hours)::INTEGER))::TIMESTAMP AS opened_at,
FROM shop AS sh JOIN actor AS a ON a.shop_no = sh.shop_no AND a.role = 'owner', settings AS s, population AS p, lists
ORDER BY shop_id
