-- The accounts of one ring by the place where each is registered: candidates all. `person` numbers people: accounts of one
-- document are one person.
-- Grain: one row per account_id
-- Innocent reason: nominal owners, customer service and suppliers may know nothing of the goods.
WITH people AS (
    SELECT account_id, rank, dense_rank() OVER (ORDER BY person) AS person
    FROM principal_candidates
    WHERE ring_id = $ring
),

owned AS (
    SELECT owner_account_id AS account_id, count(*) AS shops FROM shops WHERE owner_account_id IS NOT NULL GROUP BY ALL
)

SELECT
    ring_members.ring_id, ring_members.member_id AS account_id, ring_members.role, ring_members.confidence,
    people.rank, people.person, accounts.holder_name, coalesce(owned.shops, 0) AS shops,
    places.adcode, places.province_adcode, province.name_zh AS province_zh, province.name_en AS province_en,
    city.adcode AS city_adcode, city.name_zh AS city_zh, city.name_en AS city_en,
    CASE WHEN places.level = 'district' THEN places.adcode END AS district_adcode,
    CASE WHEN places.level = 'district' THEN places.name_zh END AS district_zh,
    CASE WHEN places.level = 'district' THEN places.name_en END AS district_en
FROM ring_members
LEFT JOIN people ON people.account_id = ring_members.member_id
LEFT JOIN accounts ON accounts.account_id = ring_members.member_id
LEFT JOIN owned ON owned.account_id = ring_members.member_id
LEFT JOIN places ON places.adcode = accounts.registered_adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode
LEFT JOIN places AS city
    ON
        city.adcode = coalesce(places.city_adcode, CASE WHEN places.level = 'city' THEN places.adcode END)
        AND city.adcode <> coalesce(places.province_adcode, '')
WHERE ring_members.ring_id = $ring AND ring_members.member_type = 'account'
ORDER BY ring_members.role <> 'principal', people.rank, ring_members.member_id
