-- Accounts of buyers and sellers in the contract's shape; documents and payment accounts as short hashes, known for some.
WITH buyer AS (
    SELECT place_no, unnest(range(greatest(buyer_from, account_from), least(buyer_from + buyers, account_to))) AS account_no
    FROM buyer_city, batch
),
drawn AS (
    SELECT
        account_no, place_no, 200000000 + account_no AS person_key,
        -- Now and then two of a household share a phone.
        200000000 + account_no - CASE WHEN draw(s.seed, account_no // 2, 1201) < 0.03 THEN account_no % 2 ELSE 0 END AS phone_key,
        200000000 + account_no AS payment_key,
        draw(s.seed, account_no, 1202) < 0.3 AS has_document, draw(s.seed, account_no, 1203) < 0.5 AS has_payment,
        false AS written_otherwise, (pow(draw(s.seed, account_no, 1204), 0.7) * 3600)::INTEGER AS days_ago,
    FROM buyer, settings AS s
    UNION ALL
    SELECT
        p.buyers + i.actor_no, i.place_no, i.person_no, i.phone_key, i.payment_key, draw(s.seed, i.actor_no, 1205) < 0.97,
        draw(s.seed, i.actor_no, 1206) < 0.92, i.written_otherwise,
        CASE WHEN sh.opened_day IS NOT NULL AND i.role = 'owner' AND i.owner_role IS DISTINCT FROM 'nominal_owner'
            THEN s.days - least(sh.opened_day, coalesce(sh.change_day, sh.opened_day)) + 5 + pick(s.seed, i.actor_no, 1207, 60)
            ELSE s.days + pick(s.seed, i.actor_no, 1208, 2500) END,
    FROM identity AS i LEFT JOIN shop AS sh ON sh.shop_no = i.shop_no, settings AS s, population AS p, batch AS b
    WHERE p.buyers + i.actor_no >= b.account_from AND p.buyers + i.actor_no < b.account_to
),
named AS (
    SELECT
        d.*, pick(s.seed, d.person_key, 1240, len(surnames)) AS surname_no,
        -- One character of a second account's name may be written otherwise.
        (pick(s.seed, d.person_key, 1241, len(given_names)) + CASE WHEN d.written_otherwise THEN 1 ELSE 0 END)
            % len(given_names) AS given_no,
    FROM drawn AS d, settings AS s, lists
)
SELECT
    account_id(s.seed, d.account_no) AS account_id,
    CASE s.lang
        WHEN 'zh' THEN surnames[1 + d.surname_no] || given_names[1 + d.given_no]
        ELSE given_names[1 + d.given_no] || ' ' || surnames[1 + d.surname_no] END AS holder_name,
    phone(s.seed, d.phone_key) AS phone,
    CASE WHEN d.has_document THEN secret(s.seed, d.person_key, 1220) END AS id_document,
    CASE WHEN d.has_payment THEN secret(s.seed, d.payment_key, 1230) END AS payment_account,
    adcodes[1 + d.place_no] AS registered_adcode,
    (s.last_day - to_days(d.days_ago::INTEGER))::TIMESTAMP AS registered_at,
FROM named AS d, settings AS s, lists
ORDER BY account_id
