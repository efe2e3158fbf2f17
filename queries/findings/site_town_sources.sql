-- Sources in the very town where a ring works, told from one more den by what starts there: its people log in near others
-- of its places, never near these, and either every shop's main start is one of these (run from there, drop-shipped from
-- here), or most of its shops send a part from here beside a main place of their own.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: a storage room where nobody sits at a machine looks the same; what is inferred says so.
WITH mains AS (
    SELECT ring_id, shop_id, spot_id
    FROM site_starts
    WHERE NOT is_supplier
    QUALIFY row_number() OVER (PARTITION BY ring_id, shop_id ORDER BY parcels DESC, spot_id) = 1
),

-- Several shops in several hands, and nobody near, give or take one in ten.
unattended AS (
    SELECT ring_id, spot_id, shops
    FROM site_spots
    WHERE suppliers = 0 AND shops >= 2 AND holders >= 2 AND people_near * 10 <= people
),

-- Half of the ring's people log in near one of its places: that nobody does elsewhere then means something.
worked AS (
    SELECT ring_id FROM site_spots GROUP BY ring_id HAVING bool_or(people_near * 2 >= people AND people > 0)
),

counted AS (
    SELECT
        mains.ring_id,
        count(*) AS shops,
        count(unattended.spot_id) AS shops_unattended
    FROM mains
    LEFT JOIN unattended ON unattended.ring_id = mains.ring_id AND unattended.spot_id = mains.spot_id
    GROUP BY mains.ring_id
)

SELECT unattended.ring_id, unattended.spot_id
FROM unattended
SEMI JOIN worked ON worked.ring_id = unattended.ring_id
JOIN counted ON counted.ring_id = unattended.ring_id
LEFT JOIN (SELECT DISTINCT ring_id, spot_id FROM mains) AS main_for
    ON main_for.ring_id = unattended.ring_id AND main_for.spot_id = unattended.spot_id
WHERE
    counted.shops >= 3
    AND (
        counted.shops_unattended = counted.shops
        -- Two of three may be neighbours' errands.
        OR (main_for.spot_id IS NULL AND unattended.shops >= 3 AND unattended.shops * 3 >= counted.shops * 2)
    )
ORDER BY unattended.ring_id, unattended.spot_id
