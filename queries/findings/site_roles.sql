-- What each spot is to its ring: a source (seen or inferred), else a den. Left out: places that strangers share, a
-- nominal owner's home, and what a shop left for a place of the ring's own: there it worked in other hands.
-- Grain: one row per ring_id, spot_id
-- Innocent reason: a shop bought or rented from an honest owner sent from his place before.
WITH left_behind AS (
    SELECT DISTINCT site_starts.ring_id, site_starts.spot_id
    FROM site_starts
    JOIN site_spots ON site_spots.ring_id = site_starts.ring_id AND site_spots.spot_id = site_starts.spot_id
    JOIN site_moves ON site_moves.ring_id = site_starts.ring_id AND site_moves.shop_id = site_starts.shop_id
    WHERE
        NOT site_spots.is_common
        -- The parcels of a move overlap by some days.
        AND site_starts.last_shipped_at < site_moves.first_at + INTERVAL 7 DAY
),

-- One shop alone sends there, and of the ring only its nominal owner lives in that town.
homes AS (
    SELECT DISTINCT site_starts.ring_id, site_starts.spot_id
    FROM site_starts
    JOIN site_spots ON site_spots.ring_id = site_starts.ring_id AND site_spots.spot_id = site_starts.spot_id
    JOIN ring_members
        ON
            ring_members.ring_id = site_starts.ring_id AND ring_members.member_type = 'account'
            AND ring_members.member_id = site_starts.owner_account_id AND ring_members.role = 'nominal_owner'
    WHERE
        NOT site_spots.is_common
        AND site_spots.holders_in_town > 0
        AND site_spots.people_in_town = site_spots.holders_in_town
)

SELECT
    site_spots.ring_id,
    site_spots.spot_id,
    CASE WHEN site_sources.spot_id IS NOT NULL THEN 'source' ELSE 'den' END AS role,
    coalesce(site_sources.basis, 'observed') AS basis
FROM site_spots
LEFT JOIN site_sources ON site_sources.ring_id = site_spots.ring_id AND site_sources.spot_id = site_spots.spot_id
ANTI JOIN site_shared ON site_shared.ring_id = site_spots.ring_id AND site_shared.spot_id = site_spots.spot_id
ANTI JOIN left_behind ON left_behind.ring_id = site_spots.ring_id AND left_behind.spot_id = site_spots.spot_id
ANTI JOIN homes ON homes.ring_id = site_spots.ring_id AND homes.spot_id = site_spots.spot_id
ORDER BY site_spots.ring_id, site_spots.spot_id
