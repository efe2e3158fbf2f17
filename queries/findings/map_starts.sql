-- Where each shop's parcels start, counted: what the map over the whole time reads instead of the parcels themselves.
-- Grain: one row per shop_id, origin_district_key, origin_cell_1, origin_cell_2, origin_cell_3
-- Innocent reason: a busy place alone is no evidence: markets, agencies and warehouses send for many.
WITH counted AS (
    SELECT
        shop_id,
        origin_province_key,
        origin_city_key,
        origin_district_key,
        origin_cell_1,
        origin_cell_2,
        origin_cell_3,
        count(*) AS parcels,
        count(origin_adcode) AS coded_parcels,
        count(*) FILTER (WHERE seen_at IS NULL) AS undated_parcels,
        count(*) FILTER (WHERE origin_basis = 'nearest') AS guessed_parcels,
        CAST(sum(units) AS BIGINT) AS units,
        min(seen_at) AS first_seen_at,
        max(seen_at) AS last_seen_at
    FROM parcel_places
    GROUP BY shop_id, origin_province_key, origin_city_key, origin_district_key, origin_cell_1, origin_cell_2,
        origin_cell_3
)

SELECT counted.*, coalesce(shop_scores.suspect, false) AS suspect
FROM counted
LEFT JOIN shop_scores ON shop_scores.shop_id = counted.shop_id
ORDER BY
    counted.shop_id, counted.origin_district_key, counted.origin_cell_1, counted.origin_cell_2, counted.origin_cell_3
