-- Each pile of a shop's parcels and the pile it belongs to: a fuller one within reach (two spellings of one door,
-- jitter without an address), or a fuller one of the same door (scans at the courier's station, parcels without
-- coordinates).
-- A pile that belongs to no other is a place of its own.
-- Grain: one row per shop_id, strand, mode
WITH totals AS (
    SELECT shop_id, sum(parcels) AS parcels FROM origin_modes GROUP BY shop_id
),

-- A fiftieth of the shop's parcels: at most fifty piles can be fuller, so the pairs below stay few.
heavy AS (
    SELECT origin_modes.*
    FROM origin_modes
    JOIN totals ON totals.shop_id = origin_modes.shop_id
    WHERE origin_modes.parcels * 50 >= totals.parcels
),

pairs AS (
    SELECT
        origin_modes.shop_id, origin_modes.strand, origin_modes.mode,
        heavy.strand AS to_strand, heavy.mode AS to_mode, heavy.parcels AS to_parcels,
        origin_modes.parcels, origin_scatter.reach_m,
        heavy.strand = origin_modes.strand AS is_same_strand,
        111320.0 * sqrt(
            pow(origin_modes.latitude - heavy.latitude, 2)
            + pow((origin_modes.longitude - heavy.longitude) * cos(radians(heavy.latitude)), 2)
        ) AS distance_m
    FROM origin_modes
    CROSS JOIN origin_scatter
    JOIN heavy
        ON
            heavy.shop_id = origin_modes.shop_id
            AND (
                heavy.parcels > origin_modes.parcels
                OR (
                    heavy.parcels = origin_modes.parcels
                    AND heavy.strand || heavy.mode > origin_modes.strand || origin_modes.mode
                )
            )
),

near AS (
    SELECT * FROM pairs
    WHERE
        distance_m <= reach_m
        -- A courier's station serves some kilometres around; a third of a door's parcels are more than its stray scans.
        OR (is_same_strand AND strand <> '' AND distance_m <= 3000 AND parcels * 3 <= to_parcels)
        OR (is_same_strand AND distance_m IS NULL)
),

nearest AS (
    SELECT * FROM near
    QUALIFY row_number() OVER (
        PARTITION BY shop_id, strand, mode ORDER BY to_parcels DESC, to_strand DESC, to_mode DESC
    ) = 1
),

stepped AS (
    SELECT
        origin_modes.shop_id, origin_modes.strand, origin_modes.mode,
        coalesce(nearest.to_strand, origin_modes.strand) AS to_strand,
        coalesce(nearest.to_mode, origin_modes.mode) AS to_mode
    FROM origin_modes
    LEFT JOIN nearest
        ON
            nearest.shop_id = origin_modes.shop_id AND nearest.strand = origin_modes.strand
            AND nearest.mode = origin_modes.mode
)

SELECT stepped.shop_id, stepped.strand, stepped.mode, further.to_strand AS place_strand, further.to_mode AS place_mode
FROM stepped
JOIN stepped AS further
    ON
        further.shop_id = stepped.shop_id AND further.strand = stepped.to_strand AND further.mode = stepped.to_mode
ORDER BY stepped.shop_id, stepped.strand, stepped.mode
