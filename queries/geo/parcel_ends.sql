-- Every place parcels start or end, as written, and what it means: the region by code, else by the address's own name,
-- else by the nearest region's point; coordinates as delivered, else the address's, else those of a region no larger
-- than a city.
-- Grain: one row per end_id
WITH written AS (
    SELECT
        origin_adcode AS written_adcode,
        origin_address AS written_text,
        origin_latitude AS latitude,
        origin_longitude AS longitude
    FROM shipments
    UNION
    SELECT
        destination_adcode AS written_adcode,
        destination_address AS written_text,
        destination_latitude AS latitude,
        destination_longitude AS longitude
    FROM shipments
),

resolved AS (
    SELECT
        written.*,
        coalesce(adcode_places.adcode, text_places.adcode, nearest_places.adcode) AS adcode,
        CASE
            WHEN adcode_places.adcode IS NOT NULL THEN 'code'
            WHEN text_places.adcode IS NOT NULL THEN 'name'
            WHEN nearest_places.adcode IS NOT NULL THEN 'nearest'
        END AS basis,
        text_places.latitude AS text_latitude,
        text_places.longitude AS text_longitude
    FROM written
    LEFT JOIN adcode_places ON adcode_places.written_adcode = written.written_adcode
    LEFT JOIN text_places ON text_places.written_text = written.written_text AND adcode_places.adcode IS NULL
    LEFT JOIN nearest_places
        ON
            nearest_places.latitude_milli
            = CAST(round(coalesce(written.latitude, text_places.latitude) * 1000) AS INTEGER)
            AND nearest_places.longitude_milli
            = CAST(round(coalesce(written.longitude, text_places.longitude) * 1000) AS INTEGER)
),

placed AS (
    SELECT
        resolved.* EXCLUDE (latitude, longitude, text_latitude, text_longitude),
        resolved.latitude AS written_latitude,
        resolved.longitude AS written_longitude,
        places.province_adcode,
        places.city_adcode,
        CASE
            WHEN resolved.latitude IS NOT NULL AND resolved.longitude IS NOT NULL THEN resolved.latitude
            ELSE coalesce(
                resolved.text_latitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.latitude END
            )
        END AS latitude,
        CASE
            WHEN resolved.latitude IS NOT NULL AND resolved.longitude IS NOT NULL THEN resolved.longitude
            ELSE coalesce(
                resolved.text_longitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.longitude END
            )
        END AS longitude
    FROM resolved
    LEFT JOIN places ON places.adcode = resolved.adcode
)

SELECT
    row_number() OVER (
        ORDER BY written_adcode, written_text, written_latitude, written_longitude
    ) AS end_id,
    *
FROM placed
