-- Shops in the contract's shape.
SELECT
    shop_id(s.seed, sh.shop_no) AS shop_id,
    surname.word || given.word || shop_word.word AS shop_name,
    account_id(s.seed, p.buyers + a.actor_no) AS owner_account_id,
    place.adcode AS registered_adcode,
    place.full_name AS registered_region,
    (s.first_day + to_days(sh.opened_day::INTEGER) + to_hours((10 - s.utc_offset_hours)::INTEGER))::TIMESTAMP AS opened_at,
FROM shop AS sh, settings AS s
JOIN population AS p ON true
JOIN actor AS a ON a.shop_no = sh.shop_no AND a.role = 'owner'
JOIN place ON place.place_no = sh.registered_place_no
JOIN word AS surname ON surname.part = 'surname' AND surname.word_no = pick(s.seed, sh.shop_no, 801, 32)
JOIN word AS given ON given.part = 'given' AND given.word_no = pick(s.seed, sh.shop_no, 802, 32)
JOIN word AS shop_word ON shop_word.part = 'shop' AND shop_word.word_no = pick(s.seed, sh.shop_no, 803, 16)
ORDER BY shop_id
