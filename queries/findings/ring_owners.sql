-- The owners of each ring's shops: whether any of their shops' parcels start in the town where the owner is registered, and
-- whether others work the account: whoever does neither owns in name.
-- Grain: one row per ring_id, account_id
-- Innocent reason: whoever sold or rented out a shop may stay its owner in name and know nothing.
WITH towns AS (
    SELECT adcode, coalesce(city_adcode, province_adcode, adcode) AS city_adcode FROM places
),

owners AS (
    SELECT ring_accounts.ring_id, ring_accounts.account_id, registered.city_adcode
    FROM ring_accounts
    LEFT JOIN accounts ON accounts.account_id = ring_accounts.account_id
    LEFT JOIN towns AS registered ON registered.adcode = left(accounts.registered_adcode, 6)
    WHERE ring_accounts.shops_owned > 0
),

sent AS (
    SELECT
        shop_spots.owner_account_id AS account_id,
        towns.city_adcode,
        max(shop_spots.last_shipped_at) AS last_shipped_at
    FROM shop_spots
    JOIN spots ON spots.spot_id = shop_spots.spot_id
    LEFT JOIN towns ON towns.adcode = spots.adcode
    SEMI JOIN owners ON owners.account_id = shop_spots.owner_account_id
    GROUP BY shop_spots.owner_account_id, towns.city_adcode
),

-- Where parcels start lately: what a shop sent before it changed hands is its former life.
lately AS (
    SELECT sent.account_id, sent.city_adcode
    FROM sent
    JOIN (SELECT account_id, max(last_shipped_at) AS last_at FROM sent GROUP BY account_id) AS newest
        ON newest.account_id = sent.account_id
    WHERE sent.last_shipped_at > newest.last_at - INTERVAL 30 DAY OR newest.last_at IS NULL
)

SELECT
    owners.ring_id,
    owners.account_id,
    owners.city_adcode,
    count(lately.city_adcode) AS towns_sent_from,
    count(lately.city_adcode) FILTER (WHERE lately.city_adcode = owners.city_adcode) > 0 AS sends_from_home,
    owners.city_adcode IS NOT NULL
    AND count(lately.city_adcode) > 0
    AND count(lately.city_adcode) FILTER (WHERE lately.city_adcode = owners.city_adcode) = 0
    -- Where logins are known: others work the account. Who logs in elsewhere as well, works it.
    AND (worked.logins IS NULL OR worked.on_ring_machines >= worked.logins * others_work.value) AS is_nominal
FROM owners
LEFT JOIN lately ON lately.account_id = owners.account_id
LEFT JOIN ring_machines AS worked
    ON worked.ring_id = owners.ring_id AND worked.account_id = owners.account_id
JOIN cuts AS others_work ON others_work.name = 'worked_by_others'
GROUP BY owners.ring_id, owners.account_id, owners.city_adcode, worked.logins, worked.on_ring_machines,
    others_work.value
ORDER BY owners.ring_id, owners.account_id
