-- From where the single shops of a case start most of their parcels, three places a shop, and how many; a place that
-- is a site of the case's rings goes by that site's id.
-- Grain: one row per site_id, shop_id
-- Innocent reason: a place of dispatch is a shop's own, a warehouse's or a courier's counter; it suspects nobody.
WITH by_spot AS (
    SELECT spot_id, min(site_id) AS site_id
    FROM site_groups
    WHERE list_contains(CAST($rings AS VARCHAR[]), ring_id)
    GROUP BY spot_id
),

first_places AS (
    SELECT shop_id, spot_id, parcels, first_shipped_at, last_shipped_at
    FROM shop_spots
    WHERE list_contains(CAST($shops AS VARCHAR[]), shop_id)
    -- Three stand beside one another on the chart with their names.
    QUALIFY row_number() OVER (PARTITION BY shop_id ORDER BY parcels DESC, spot_id) <= 3
)

SELECT
    coalesce(by_spot.site_id, first_places.spot_id) AS site_id,
    first_places.shop_id,
    shops.owner_account_id AS account_id,
    min(spots.adcode) AS adcode,
    min(places.name_zh) AS place_zh,
    min(places.name_en) AS place_en,
    min(province.name_zh_short) AS province_zh,
    min(province.name_en) AS province_en,
    min(spots.latitude) AS latitude,
    min(spots.longitude) AS longitude,
    CAST(sum(first_places.parcels) AS BIGINT) AS parcels,
    min(first_places.first_shipped_at) AS first_shipped_at,
    max(first_places.last_shipped_at) AS last_shipped_at
FROM first_places
JOIN shops ON shops.shop_id = first_places.shop_id
JOIN spots ON spots.spot_id = first_places.spot_id
LEFT JOIN by_spot ON by_spot.spot_id = first_places.spot_id
LEFT JOIN places ON places.adcode = spots.adcode
LEFT JOIN places AS province ON province.adcode = places.province_adcode AND province.adcode <> places.adcode
GROUP BY coalesce(by_spot.site_id, first_places.spot_id), first_places.shop_id, shops.owner_account_id
ORDER BY parcels DESC, site_id, first_places.shop_id
