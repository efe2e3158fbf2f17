-- Changes of hands: shops bought openly. Rented ones leave no record.
SELECT
    shop_id(s.seed, sh.shop_no) AS shop_id,
    account_id(s.seed, p.buyers + old.actor_no) AS from_account_id,
    account_id(s.seed, p.buyers + new.actor_no) AS to_account_id,
    (s.first_day + to_days(sh.change_day::INTEGER) + to_hours(9))::TIMESTAMP AS transferred_at,
FROM shop AS sh, settings AS s
JOIN population AS p ON true
JOIN actor AS old ON old.shop_no = sh.shop_no AND old.role = 'former_owner'
JOIN actor AS new ON new.shop_no = sh.shop_no AND new.role = 'owner'
ORDER BY shop_id
