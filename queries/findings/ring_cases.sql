-- One ring at a glance: its most telling name (the brand and category it sells most units of, the town most of its parcels
-- start from), how strong, how large, who is in charge. The list of rings, a ring's head and a shop's line about its ring
-- are all read from here, so that they cannot disagree. Priority is the sum of its suspect shops'.
-- Grain: one row per ring_id
-- Innocent reason: a name says what is sold and from where, neither of which is an offence.
WITH members AS (
    SELECT ring_members.ring_id, ring_members.member_id AS shop_id, shop_cases.*
    FROM ring_members
    JOIN shop_cases ON shop_cases.shop_id = ring_members.member_id
    WHERE ring_members.member_type = 'shop'
),

counted AS (
    SELECT
        ring_id,
        count(*) FILTER (WHERE suspect) AS suspects,
        CAST(sum(CAST(greatest(priority, 0) AS DECIMAL(18, 6))) FILTER (WHERE suspect) AS DOUBLE) AS priority
    FROM members
    GROUP BY ring_id
),

-- Brand and category together, of the shops that name a brand first.
goods AS (
    SELECT ring_id, main_brand, main_category
    FROM members
    GROUP BY ring_id, main_brand, main_category
    QUALIFY row_number() OVER (
        PARTITION BY ring_id ORDER BY main_brand IS NULL, sum(coalesce(units, 0)) DESC, main_brand, main_category
    ) = 1
),

placed AS (
    SELECT
        ring_id,
        count(*) FILTER (WHERE role = 'source') AS sources,
        count(*) FILTER (WHERE role = 'den') AS dens
    FROM sites
    GROUP BY ring_id
),

towns AS (
    SELECT sites.ring_id, places.name_zh_short AS town_zh, places.name_en AS town_en,
        cities.name_zh_short AS city_zh, cities.name_en AS city_en
    FROM sites
    JOIN places ON places.adcode = sites.adcode
    LEFT JOIN places AS cities
        ON cities.adcode = coalesce(places.city_adcode, places.province_adcode) AND cities.adcode <> places.adcode
    GROUP BY sites.ring_id, sites.adcode, places.name_zh_short, places.name_en, cities.name_zh_short, cities.name_en
    QUALIFY row_number() OVER (PARTITION BY sites.ring_id ORDER BY sum(sites.shipments) DESC, sites.adcode) = 1
),

in_charge AS (
    SELECT rings.ring_id, string_agg(coalesce(shops.shop_name, shops.shop_id), ' · ' ORDER BY shops.shop_id) AS shops
    FROM rings
    JOIN shops ON shops.owner_account_id = rings.candidate_account_id
    GROUP BY rings.ring_id
),

strength AS (
    SELECT rings.ring_id, strengths.strength
    FROM rings
    JOIN strengths ON strengths.measure = 'shop' AND strengths.low <= ln(rings.score / greatest(1 - rings.score, 1e-12))
    QUALIFY row_number() OVER (PARTITION BY rings.ring_id ORDER BY strengths.low DESC) = 1
)

SELECT
    rings.ring_id, goods.main_brand, goods.main_category, towns.town_zh, towns.town_en,
    towns.city_zh, towns.city_en, strength.strength, rings.score, counted.suspects, rings.shops, rings.accounts, rings.orders, rings.units_gross, rings.units_corroborated,
    rings.amount_gross, rings.amount_corroborated, rings.currency, rings.first_order_at, rings.last_order_at,
    rings.principal_account_id, rings.candidate_account_id, rings.unclear,
    in_charge.shops AS candidate_shops,
    coalesce(placed.sources, 0) AS sources, coalesce(placed.dens, 0) AS dens, coalesce(counted.priority, 0) AS priority
FROM rings
JOIN counted ON counted.ring_id = rings.ring_id
JOIN strength ON strength.ring_id = rings.ring_id
LEFT JOIN goods ON goods.ring_id = rings.ring_id
LEFT JOIN in_charge ON in_charge.ring_id = rings.ring_id
LEFT JOIN placed ON placed.ring_id = rings.ring_id
LEFT JOIN towns ON towns.ring_id = rings.ring_id
ORDER BY rings.ring_id
