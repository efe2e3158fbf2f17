-- Addresses and registered regions as written, where no code says what they mean: the region whose name they begin
-- with (the longest one that fits), and the middle of the coordinates that parcels with the same text carry.
-- Grain: one row per written_text
WITH texts AS (
    SELECT registered_region AS written_text, NULL AS latitude, NULL AS longitude
    FROM shops
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shops.registered_adcode
    WHERE adcode_places.adcode IS NULL
    UNION ALL
    SELECT origin_address AS written_text, origin_latitude AS latitude, origin_longitude AS longitude
    FROM shipments
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shipments.origin_adcode
    WHERE adcode_places.adcode IS NULL
    UNION ALL
    SELECT
        destination_address AS written_text,
        destination_latitude AS latitude,
        destination_longitude AS longitude
    FROM shipments
    LEFT JOIN adcode_places ON adcode_places.written_adcode = shipments.destination_adcode
    WHERE adcode_places.adcode IS NULL
),

distinct_texts AS (
    SELECT
        written_text,
        regexp_replace(
            regexp_replace(replace(lower(written_text), '臺', '台'), '[[:space:][:punct:]]', '', 'g'),
            '^(中国|中國)',
            '',
            'g'
        ) AS name,
        median(latitude) AS latitude,
        median(longitude) AS longitude
    FROM texts
    WHERE written_text IS NOT NULL
    GROUP BY written_text
),

lengths AS (
    SELECT DISTINCT length(name) AS characters FROM place_names
),

matched AS (
    SELECT
        distinct_texts.written_text,
        arg_max(place_names.adcode, length(place_names.name)) AS adcode
    FROM distinct_texts
    JOIN lengths ON lengths.characters <= length(distinct_texts.name)
    JOIN place_names ON place_names.name = left(distinct_texts.name, lengths.characters)
    WHERE
        place_names.name = distinct_texts.name
        OR (
            -- Latin letters have no fixed word ends here: only the whole text counts there.
            NOT regexp_matches(place_names.name, '[a-z]')
            -- 朝阳区 does not begin with the city 朝阳.
            AND (
                regexp_matches(place_names.name, '[省市州盟县縣区區旗镇鎮乡鄉]$')
                OR NOT regexp_matches(
                    substr(distinct_texts.name, length(place_names.name) + 1, 1), '[省市州盟县縣区區旗镇鎮乡鄉]'
                )
            )
        )
    GROUP BY distinct_texts.written_text
)

SELECT
    distinct_texts.written_text,
    matched.adcode,
    round(distinct_texts.latitude, 6) AS latitude,
    round(distinct_texts.longitude, 6) AS longitude
FROM distinct_texts
LEFT JOIN matched ON matched.written_text = distinct_texts.written_text
WHERE matched.adcode IS NOT NULL OR distinct_texts.latitude IS NOT NULL
ORDER BY distinct_texts.written_text
