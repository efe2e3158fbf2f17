-- Places from which parcels start again and again, pulled out of the jitter of couriers' scans: the middle of the scans,
-- a radius that nine in ten lie within, the address as most often written and its variants. No coordinates where
-- parcels carry none: then the address or the code alone is the spot. An area to look into, never "the address".
-- Grain: one row per spot_id
-- Falls apart by: spot_id (parcel_spots, shop_spots)
-- Innocent reason: every shop starts its parcels somewhere; warehouses, lockers and markets are many shops' place.
-- Source: for scatter normal in both directions nine in ten lie within 1.82 of the middle distance (Rayleigh).
-- Off without: origins of shipments.
WITH middles AS (
    SELECT spot_id, median(latitude) AS latitude, median(longitude) AS longitude
    FROM parcel_spots
    GROUP BY spot_id
),

counted AS (
    SELECT
        spot_id, count(*) AS shops, CAST(sum(parcels) AS BIGINT) AS parcels,
        min(first_shipped_at) AS first_shipped_at, max(last_shipped_at) AS last_shipped_at
    FROM shop_spots
    GROUP BY spot_id
),

spreads AS (
    SELECT
        parcel_spots.spot_id,
        1.82 * median(111320.0 * sqrt(
            pow(parcel_spots.latitude - middles.latitude, 2)
            + pow((parcel_spots.longitude - middles.longitude) * cos(radians(middles.latitude)), 2)
        )) AS radius_m
    FROM parcel_spots
    JOIN middles ON middles.spot_id = parcel_spots.spot_id
    GROUP BY parcel_spots.spot_id
),

codes AS (
    SELECT spot_id, adcode
    FROM (SELECT spot_id, adcode, count(*) AS parcels FROM parcel_spots WHERE adcode IS NOT NULL GROUP BY ALL)
    QUALIFY row_number() OVER (PARTITION BY spot_id ORDER BY parcels DESC, length(adcode) DESC, adcode) = 1
),

written AS (
    SELECT spot_id, address, row_number() OVER (PARTITION BY spot_id ORDER BY count(*) DESC, address) AS place
    FROM parcel_spots
    WHERE address IS NOT NULL
    GROUP BY spot_id, address
),

addresses AS (
    SELECT spot_id, max(CASE WHEN place = 1 THEN address END) AS address, list(address ORDER BY place) AS addresses
    FROM written
    -- More variants than ten nobody reads.
    WHERE place <= 10
    GROUP BY spot_id
)

SELECT
    middles.spot_id,
    round(middles.latitude, 6) AS latitude,
    round(middles.longitude, 6) AS longitude,
    round(spreads.radius_m, 1) AS radius_m,
    codes.adcode,
    addresses.address,
    coalesce(addresses.addresses, CAST([] AS VARCHAR[])) AS addresses,
    counted.shops,
    counted.parcels,
    counted.first_shipped_at,
    counted.last_shipped_at
FROM middles
JOIN counted ON counted.spot_id = middles.spot_id
LEFT JOIN spreads ON spreads.spot_id = middles.spot_id
LEFT JOIN codes ON codes.spot_id = middles.spot_id
LEFT JOIN addresses ON addresses.spot_id = middles.spot_id
ORDER BY middles.spot_id
