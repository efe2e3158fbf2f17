-- Who belongs to a ring, account by account, and which accounts are one person's.
SELECT
    'T' || lpad(i.ring_no::VARCHAR, 5, '0') AS ring_id,
    account_id(s.seed, p.buyers + i.actor_no) AS account_id,
    'P' || lpad(i.person_no::VARCHAR, 7, '0') AS person_id,
    CASE
        WHEN i.role = 'owner' AND i.owner_role = 'supplier' AND r.kind = 'case_p' THEN 'principal'
        WHEN i.role = 'owner' THEN i.owner_role ELSE i.role END AS role,
FROM identity AS i JOIN ring AS r ON r.ring_no = i.ring_no, settings AS s, population AS p
WHERE i.role NOT IN ('trader')
ORDER BY ring_id, account_id
