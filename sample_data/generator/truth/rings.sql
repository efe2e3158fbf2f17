-- The rings, who is in charge, and which shop supplies the others. Case P's principal is the supplier himself.
WITH in_charge AS (
    SELECT i.ring_no, min(i.actor_no) AS actor_no
    FROM identity AS i JOIN ring AS r ON r.ring_no = i.ring_no
    WHERE i.role = 'principal' OR r.kind = 'case_p' AND i.owner_role = 'supplier'
    GROUP BY i.ring_no
)
SELECT
    'T' || lpad(r.ring_no::VARCHAR, 5, '0') AS ring_id,
    r.kind,
    account_id(s.seed, p.buyers + c.actor_no) AS principal_account_id,
    shop_id(s.seed, sh.shop_no) AS supplier_shop_id,
FROM ring AS r JOIN in_charge AS c ON c.ring_no = r.ring_no, settings AS s, population AS p
LEFT JOIN shop AS sh ON sh.ring_no = r.ring_no AND sh.owner_role = 'supplier'
ORDER BY ring_id
