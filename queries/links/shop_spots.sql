-- Which shops start parcels from which spots, and who held the shop when most of those left.
-- Grain: one row per shop_id, spot_id
-- Innocent reason: shops share warehouses, lockers and markets; a shop bought from another keeps his last parcels.
-- Off without: origins of shipments.
WITH placed AS (
    -- All that say anything of their start.
    SELECT shop_id, count(*) AS parcels
    FROM parcel_origins
    WHERE latitude IS NOT NULL OR door IS NOT NULL OR adcode IS NOT NULL
    GROUP BY shop_id
),

holders AS (
    SELECT shop_id, spot_id, owner_account_id
    FROM parcel_spots
    WHERE owner_account_id IS NOT NULL
    GROUP BY shop_id, spot_id, owner_account_id
    QUALIFY row_number() OVER (PARTITION BY shop_id, spot_id ORDER BY count(*) DESC, owner_account_id) = 1
),

started AS (
    SELECT
        shop_id,
        spot_id,
        count(*) AS parcels,
        min(shipped_at) AS first_shipped_at,
        max(shipped_at) AS last_shipped_at
    FROM parcel_spots
    GROUP BY shop_id, spot_id
)

SELECT
    started.shop_id,
    started.spot_id,
    holders.owner_account_id,
    started.parcels,
    started.parcels / CAST(placed.parcels AS DOUBLE) AS share,
    started.first_shipped_at,
    started.last_shipped_at
FROM started
JOIN placed ON placed.shop_id = started.shop_id
LEFT JOIN holders ON holders.shop_id = started.shop_id AND holders.spot_id = started.spot_id
ORDER BY started.shop_id, started.spot_id
