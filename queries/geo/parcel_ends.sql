-- Every place parcels start or end, and what it means: the region by code, else by the address's own name, else by the
-- nearest region's point; the hexagons; and coordinates for parcels without: the address's, else those of a region no
-- larger than a city. Places are told apart to a thousandth of a degree; -999999 and '' stand for what is not known.
-- Grain: one row per coded_adcode, written_text, latitude_milli, longitude_milli
WITH ends AS (
    SELECT
        origin_adcode AS written_adcode,
        origin_address AS written_text,
        origin_latitude AS latitude,
        origin_longitude AS longitude
    FROM shipments
    UNION ALL
    SELECT
        destination_adcode AS written_adcode,
        destination_address AS written_text,
        destination_latitude AS latitude,
        destination_longitude AS longitude
    FROM shipments
),

written AS (
    SELECT DISTINCT
        coalesce(adcode_places.adcode, '') AS coded_adcode,
        -- An address is read only where no code says what it means.
        CASE WHEN adcode_places.adcode IS NULL THEN coalesce(ends.written_text, '') ELSE '' END AS written_text,
        coalesce(CAST(round(ends.latitude * 1000) AS INTEGER), -999999) AS latitude_milli,
        coalesce(CAST(round(ends.longitude * 1000) AS INTEGER), -999999) AS longitude_milli
    FROM ends
    LEFT JOIN adcode_places ON adcode_places.written_adcode = ends.written_adcode
),

named AS (
    SELECT
        written.*,
        coalesce(nullif(written.coded_adcode, ''), text_places.adcode) AS adcode,
        text_places.latitude,
        text_places.longitude,
        written.latitude_milli <> -999999 AND written.longitude_milli <> -999999 AS has_coordinates
    FROM written
    LEFT JOIN text_places ON text_places.written_text = written.written_text
),

resolved AS (
    SELECT
        named.* REPLACE (coalesce(named.adcode, nearest_places.adcode) AS adcode),
        CASE
            WHEN named.coded_adcode <> '' THEN 'code'
            WHEN named.adcode IS NOT NULL THEN 'name'
            WHEN nearest_places.adcode IS NOT NULL THEN 'nearest'
        END AS basis
    FROM named
    LEFT JOIN nearest_places
        ON
            nearest_places.latitude_milli = CASE
                WHEN named.has_coordinates THEN named.latitude_milli
                ELSE CAST(round(named.latitude * 1000) AS INTEGER)
            END
            AND nearest_places.longitude_milli = CASE
                WHEN named.has_coordinates THEN named.longitude_milli
                ELSE CAST(round(named.longitude * 1000) AS INTEGER)
            END
)

SELECT
    resolved.coded_adcode,
    resolved.written_text,
    resolved.latitude_milli,
    resolved.longitude_milli,
    resolved.has_coordinates,
    resolved.adcode,
    resolved.basis,
    places.province_adcode,
    places.city_adcode,
    coalesce(resolved.latitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.latitude END) AS latitude,
    coalesce(resolved.longitude, CASE WHEN places.city_adcode IS NOT NULL THEN places.longitude END) AS longitude
FROM resolved
LEFT JOIN places ON places.adcode = resolved.adcode
