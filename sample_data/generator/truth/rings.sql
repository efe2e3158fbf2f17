-- The rings, who is in charge, and which shop supplies the others.
SELECT
    'T' || lpad(r.ring_no::VARCHAR, 5, '0') AS ring_id,
    r.kind,
    account_id(s.seed, p.buyers + a.actor_no) AS principal_account_id,
    shop_id(s.seed, sh.shop_no) AS supplier_shop_id,
FROM ring AS r, settings AS s
JOIN population AS p ON true
JOIN actor AS a ON a.ring_no = r.ring_no AND a.role = 'principal'
LEFT JOIN shop AS sh ON sh.ring_no = r.ring_no AND sh.kind = 'ring_downstream' AND sh.place_in_kind = 0
ORDER BY ring_id
