-- Spots that are a ring's source: the supplier's own start, seen; or inferred, where no purchase is on record: a place
-- from which several of the ring's shops send though nobody of the ring logs in near and few in its town
-- (drop-shipping straight from the plant), and what else one of those shops sends from in that town; in the ring's own
-- town, see site_town_sources.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: an honest wholesaler who knows nothing sends from such a place for honest drop-shippers too.
WITH towns AS (
    SELECT spots.spot_id, coalesce(places.city_adcode, places.province_adcode, spots.adcode) AS city_adcode
    FROM spots
    LEFT JOIN places ON places.adcode = spots.adcode
),

-- Nobody near, give or take one in ten (logins are placed by address books of networks, which err); in town one in
-- three at most: source towns are large, someone may live there by chance.
far AS (
    SELECT site_spots.*, towns.city_adcode
    FROM site_spots
    JOIN towns ON towns.spot_id = site_spots.spot_id
    WHERE
        site_spots.suppliers = 0
        AND site_spots.people_near * 10 <= site_spots.people
        AND site_spots.people_in_town * 3 <= site_spots.people
        AND site_spots.holders > 0
        AND site_spots.holders_in_town * 3 <= site_spots.holders
),

common AS (
    SELECT ring_id, spot_id, city_adcode FROM far WHERE shops >= 2 AND holders >= 2
),

beside AS (
    SELECT DISTINCT far.ring_id, far.spot_id
    FROM far
    JOIN common ON common.ring_id = far.ring_id AND common.city_adcode = far.city_adcode
),

inferred AS (
    SELECT ring_id, spot_id FROM common
    UNION
    SELECT ring_id, spot_id FROM beside
    UNION
    SELECT ring_id, spot_id FROM site_town_sources
)

SELECT ring_id, spot_id, 'observed' AS basis
FROM site_spots
-- Where other shops keep their goods too, in the town where the ring's people are, the supplier is one more shop of a
-- den.
WHERE suppliers > 0 AND (kept_for = 0 OR (people_in_town - suppliers_in_town) * 3 <= people)
UNION ALL
SELECT ring_id, spot_id, 'inferred' AS basis FROM inferred
ORDER BY ring_id, spot_id
