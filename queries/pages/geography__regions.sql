-- Regions ranked by the parcels in question that start (or end) there, with units and all parcels there beside them.
-- Grain: one row per region_key
WITH kept AS (
    SELECT
        parcel_places.shop_id,
        parcel_places.units,
        CASE WHEN $ends THEN
            CASE $level
                WHEN 'province' THEN destination_province_key
                WHEN 'city' THEN destination_city_key
                ELSE destination_district_key
            END
        ELSE
            CASE $level
                WHEN 'province' THEN origin_province_key WHEN 'city' THEN origin_city_key ELSE origin_district_key
            END
        END AS region_key
    FROM parcel_places
    WHERE
        (seen_at >= $since AND seen_at < $until OR seen_at IS NULL AND $undated)
        AND ($province = '' OR origin_province_key = $province)
),

-- By shop first: what is asked of shops is then asked of few rows.
by_shop AS (
    SELECT shop_id, region_key, count(*) AS parcels, sum(units) AS units
    FROM kept
    WHERE region_key IS NOT NULL
    GROUP BY shop_id, region_key
),

ranked AS (
    SELECT
        by_shop.region_key,
        CAST(sum(by_shop.parcels) FILTER (WHERE shop_scores.suspect OR $everyone) AS BIGINT) AS parcels,
        CAST(sum(by_shop.units) FILTER (WHERE shop_scores.suspect OR $everyone) AS BIGINT) AS units,
        CAST(sum(by_shop.parcels) AS BIGINT) AS all_parcels,
        count(DISTINCT by_shop.shop_id) FILTER (WHERE shop_scores.suspect OR $everyone) AS shops
    FROM by_shop
    LEFT JOIN shop_scores ON shop_scores.shop_id = by_shop.shop_id
    GROUP BY by_shop.region_key
    HAVING count(*) FILTER (WHERE shop_scores.suspect OR $everyone) > 0
)

SELECT
    ranked.region_key,
    map_regions.name_zh,
    map_regions.name_en,
    map_regions.province_zh,
    map_regions.province_en,
    ranked.parcels,
    ranked.units,
    ranked.all_parcels,
    ranked.parcels / CAST(ranked.all_parcels AS DOUBLE) AS share_of_region,
    ranked.parcels / CAST(sum(ranked.parcels) OVER () AS DOUBLE) AS share_of_total,
    ranked.shops,
    map_regions.latitude,
    map_regions.longitude
FROM ranked
LEFT JOIN map_regions ON map_regions.region_key = ranked.region_key
ORDER BY ranked.parcels DESC, ranked.all_parcels DESC, ranked.region_key
